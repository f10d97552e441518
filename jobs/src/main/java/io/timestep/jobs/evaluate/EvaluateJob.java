package io.timestep.jobs.evaluate;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.EncodeJob;
import io.timestep.jobs.corpus.EncodedRows;
import io.timestep.jobs.corpus.SequencesFolder;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.ngram.BaselineJob;
import io.timestep.jobs.ngram.BaselineScores;
import io.timestep.jobs.ngram.Baselines;
import io.timestep.jobs.train.ModelFolder;
import io.timestep.jobs.train.SparkScorer;
import io.timestep.jobs.train.StreamShards;
import io.timestep.metric.LanguageScore;
import io.timestep.nn.EvaluateConfig;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Scores a text with a model, on the cluster. */
public final class EvaluateJob {
  private EvaluateJob() {}

  /**
   * Scores a text.
   *
   * @param modelFolder written by {@code train}
   * @param input text, or one folder that {@code tokenize} wrote
   * @param split of such a folder
   * @throws UserException if the folder was encoded with another vocabulary, there is no token, or
   *     the baselines do not fit in memory
   */
  public static EvaluateResult run(
      JobContext context,
      String modelFolder,
      CorpusInput input,
      String split,
      EvaluateConfig config) {
    long begin = System.nanoTime();
    ModelFolder.Model model = ModelFolder.read(context.store(), modelFolder);
    context.describe("evaluate: cut the text into streams");
    try (EncodedRows encoded = sequences(context, model, modelFolder, input, split).kept();
        StreamShards shards =
            StreamShards.of(encoded.rows(), config.streams(), config.batchSize())) {
      Dataset<Row> sequences = encoded.rows();
      if (shards.plan().tokens() == 0) {
        throw new UserException(
            "%s: no token to evaluate; give a text with words, or another --split than %s"
                .formatted(input, split));
      }
      double prepared = secondsSince(begin);
      // Before the scoring, which takes hours: they are refused where they do not fit.
      EvaluateResult.Baselines baselines = baselines(context, input, sequences, config);
      context.describe("evaluate: score");
      long scoring = System.nanoTime();
      LanguageScore score =
          new SparkScorer(
                  context, shards, model.model(), model.vocabulary().size(), config.timeSteps())
              .score(model.parameters());
      double seconds = prepared + secondsSince(scoring);
      String named = SequencesFolder.isOne(context.store(), input) ? split : null;
      return result(modelFolder, named, score, sequences, seconds, baselines);
    }
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  private static EncodedRows sequences(
      JobContext context,
      ModelFolder.Model model,
      String modelFolder,
      CorpusInput input,
      String split) {
    if (!SequencesFolder.isOne(context.store(), input)) {
      return EncodeJob.encode(context, input, model.text(), model.vocabulary());
    }
    SequencesFolder folder = SequencesFolder.open(context, input.paths().get(0));
    if (!folder.vocabulary().fingerprint().equals(model.vocabulary().fingerprint())) {
      throw new UserException(
          "%s: encoded with another vocabulary than %s; give the text itself as --input"
              .formatted(folder.path(), modelFolder));
    }
    return EncodedRows.of(folder.split(context, split));
  }

  /** Simpler models of the folder's training split; null where there is none, or none is asked. */
  private static EvaluateResult.Baselines baselines(
      JobContext context, CorpusInput input, Dataset<Row> sequences, EvaluateConfig config) {
    if (!config.baselines() || !SequencesFolder.isOne(context.store(), input)) {
      return null;
    }
    SequencesFolder folder = SequencesFolder.open(context, input.paths().get(0));
    Baselines models =
        BaselineJob.run(
            context, folder.split(context, SequencesFolder.TRAIN), folder.vocabulary().size());
    BaselineScores scores = BaselineJob.score(context, sequences, models);
    return new EvaluateResult.Baselines(
        new EvaluateResult.Baseline(scores.unigramNats(), scores.unigramPerplexity()),
        new EvaluateResult.Baseline(scores.bigramNats(), scores.bigramPerplexity()));
  }

  private static EvaluateResult result(
      String modelFolder,
      String split,
      LanguageScore score,
      Dataset<Row> sequences,
      double seconds,
      EvaluateResult.Baselines baselines) {
    Row sums =
        sequences
            .selectExpr(
                "sum(size(filter(tokens, t -> t = %d)))".formatted(Vocabulary.UNKNOWN),
                "sum(characters)")
            .first();
    long unknown = sums.getLong(0);
    long characters = sums.getLong(1);
    return new EvaluateResult(
        modelFolder,
        split,
        score.tokens(),
        unknown,
        (double) unknown / score.tokens(),
        characters,
        score.nats(),
        score.perplexity(),
        score.bitsPerCharacter(characters),
        score.accuracy(),
        score.accuracyAt5(),
        seconds,
        score.tokens() / seconds,
        baselines);
  }
}

package io.timestep.jobs.ngram.query;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.CorpusReader;
import io.timestep.jobs.corpus.RawLine;
import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.query.BackoffModel;
import io.timestep.ngram.query.CorpusScore;
import io.timestep.ngram.query.SentenceScorer;
import io.timestep.text.TextConfig;
import io.timestep.util.UserException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Scores a text with an N-gram model on the cluster, a line a sentence. */
public final class NgramEvaluateJob {
  private NgramEvaluateJob() {}

  /**
   * A part of the text.
   *
   * @param nanos spent on reading and scoring it, the model being open
   */
  private record Part(CorpusScore score, long nanos) implements Serializable {
    private static final long serialVersionUID = 1L;

    Part merge(Part other) {
      return new Part(score.merge(other.score), nanos + other.nanos);
    }
  }

  /**
   * Scores. The result does not depend on how many tasks and machines there are, not by a bit.
   *
   * @throws UserException if the model is damaged, or the input cannot be read or has no word
   */
  public static NgramEvaluateResult run(
      JobContext context, NgramModelSource source, CorpusInput input, TextConfig text) {
    long start = System.nanoTime();
    try (SharedNgramModel shared = SharedNgramModel.of(context, source)) {
      JavaRDD<RawLine> lines = CorpusReader.read(context, input);
      Part part =
          Stage.run(
                  context,
                  "ngram evaluate: score",
                  0, // Spark shows its tasks
                  progress ->
                      lines
                          .mapPartitions(it -> List.of(score(it, shared.model(), text)).iterator())
                          .collect())
              .stream()
              .reduce(new Part(CorpusScore.EMPTY, 0), Part::merge);
      CorpusScore score = part.score();
      if (score.tokens() == score.sentences()) {
        throw new UserException("%s: has no words; expected text".formatted(input));
      }
      return NgramEvaluateResult.of(score, (System.nanoTime() - start) / 1e9, part.nanos() / 1e9);
    }
  }

  private static Part score(Iterator<RawLine> lines, BackoffModel model, TextConfig text) {
    long start = System.nanoTime();
    SentenceIds sentence = new SentenceIds(model.lexicon(), text);
    SentenceScorer scorer = new SentenceScorer(model);
    CorpusScore sum = CorpusScore.EMPTY;
    while (lines.hasNext()) {
      RawLine line = lines.next();
      sentence.read(line.bytes(), line.length());
      sum = sum.merge(scorer.score(sentence.ids(), sentence.length()));
    }
    return new Part(sum, System.nanoTime() - start);
  }
}

package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.Discounts;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.estimate.EstimatePlan;
import io.timestep.ngram.estimate.ModifiedKneserNey;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Estimates an N-gram model. The source's words are counted first; its N-grams are sorted and
 * counted in partitions by their last word but one, smoothed there, and gathered in shards by their
 * first word, which become the files.
 */
public final class NgramTrainJob {
  private final JobContext context;
  private final NgramConfig config;

  private NgramTrainJob(JobContext context, NgramConfig config) {
    this.context = context;
    this.config = config;
  }

  /**
   * Writes a model into a folder.
   *
   * @throws UserException if the input or the vocabulary's file cannot be read or has no word of
   *     the text, the input has no word or a reserved one, or its counts give no discounts
   */
  public static NgramTrainResult run(
      JobContext context, CorpusInput input, TextConfig text, NgramConfig config, String folder) {
    long start = System.nanoTime();
    try (NgramSource source = TextSource.of(context, input, text, config)) {
      return new NgramTrainJob(context, config).run(source, folder, start);
    }
  }

  /**
   * Writes the model that {@link #run} makes of all the texts together that were counted, byte for
   * byte.
   *
   * @param counts folders of {@code stats}, counted with sentence boundaries, all alike
   * @throws UserException if one of them is none, its counts do not give such a model, or it is
   *     broken; if the vocabulary's file cannot be read or has no word of the texts, or the counts
   *     give no discounts
   */
  public static NgramTrainResult runOnCounts(
      JobContext context, List<String> counts, NgramConfig config, String folder) {
    long start = System.nanoTime();
    try (NgramSource source = CountsSource.open(context, counts, config)) {
      return new NgramTrainJob(context, config).run(source, folder, start);
    }
  }

  private NgramTrainResult run(NgramSource source, String folder, long start) {
    Optional<VocabularyLimit> limit = limit(source.text());
    CountedWords counted = source.countWords();
    WordIds ids = ids(counted, limit);
    ModelFiles files =
        ModelFiles.of(folder, config, context.spark().sparkContext().hadoopConfiguration());
    if (context.sparkContext().isLocal()) {
      files = files.inOneProcess();
    }
    NgramTrainResult result = estimate(source, counted, ids, files, start);
    files.writeSettings(source.text());
    return result;
  }

  private Optional<VocabularyLimit> limit(TextConfig text) {
    return Optional.of(config.vocabularyLimit())
        .filter(file -> !file.isEmpty())
        .map(file -> VocabularyLimit.read(context, file, text, TextSource.mark(config)));
  }

  private WordIds ids(CountedWords counted, Optional<VocabularyLimit> limit) {
    IntPredicate isKept = limit.map(words -> words.in(counted.words())).orElse(index -> true);
    WordIds ids = WordIds.of(counted.words(), counted.sentences(), isKept);
    limit.ifPresent(
        words -> {
          int kept = ids.kept() - Vocabulary.SPECIALS;
          words.requireSome(kept);
          context
              .progress()
              .note(
                  String.format(
                      Locale.ROOT,
                      "ngram train: %,d of the %,d words in %s are in the text",
                      kept,
                      words.size(),
                      config.vocabularyLimit()));
        });
    return ids;
  }

  private NgramTrainResult estimate(
      NgramSource source, CountedWords counted, WordIds ids, ModelFiles files, long start) {
    int order = config.order();
    Lexicon lexicon = ids.lexicon();
    KeyLayout layout = KeyLayout.of(Math.max(2, order), lexicon.size());
    WorkDivision work =
        WorkDivision.of(
            ids, counted.events(), config, layout, ExecutorMemory.of(context.sparkContext()));
    PlanNotes.of("ngram train", work.plan()).forEach(context.progress()::note);
    int[] shardStarts = work.shardStarts();
    try (NgramPartitions ngrams = NgramPartitions.of(context, source, ids, layout, work.places())) {
      EstimatePlan plan = ngrams.plan(config, ids, shardStarts);
      source.close(); // the N-grams are sorted; a lost partition is read from the source again
      List<ShardOutcome> shards = ngrams.write(plan, ids, order, shardStarts, files);
      Stage.run(
          context,
          "ngram train: write",
          0,
          progress -> {
            files.finish(shards, ids.keptLexicon());
            return null;
          });
      double seconds = (System.nanoTime() - start) / 1e9;
      return new NgramTrainResult(
          order,
          config.smoothing().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          sums(shards),
          discounts(plan),
          counted.sentences(),
          counted.tokens(),
          (long) counted.words().size(),
          work.plan(),
          seconds,
          counted.tokens() / seconds);
    }
  }

  private static List<Discounts> discounts(EstimatePlan plan) {
    return plan.smoothing().stream()
        .filter(ModifiedKneserNey.class::isInstance)
        .map(smoothing -> ((ModifiedKneserNey) smoothing).discounts())
        .toList();
  }

  private static List<Long> sums(List<ShardOutcome> shards) {
    return Arrays.stream(ShardOutcome.ngrams(shards)).boxed().toList();
  }
}

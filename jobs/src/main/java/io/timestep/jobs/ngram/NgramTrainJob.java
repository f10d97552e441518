package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.ByteOrderMark;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.CorpusReader;
import io.timestep.jobs.corpus.RawLine;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Estimates an N-gram model. The text is read once, its words counted; N-grams are sorted and
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
   * @throws UserException if the input or the vocabulary's file cannot be read, the input has no
   *     word or a reserved one, or its counts give no discounts
   */
  public static NgramTrainResult run(
      JobContext context, CorpusInput input, TextConfig text, NgramConfig config, String folder) {
    long start = System.nanoTime();
    NgramTrainJob job = new NgramTrainJob(context, config);
    Optional<VocabularyLimit> limit =
        Optional.of(config.vocabularyLimit())
            .filter(file -> !file.isEmpty())
            .map(file -> VocabularyLimit.read(context.store(), file, text));
    ByteOrderMark mark = config.kenlmCompatible() ? ByteOrderMark.KEEP : ByteOrderMark.OMIT;
    JavaRDD<RawLine> lines = CorpusReader.read(context, input, mark);
    NgramConfig.ReservedWords reserved = config.reservedWords();
    JavaRDD<EncodedSlice> slices =
        lines
            .mapPartitions(it -> List.of(EncodedSlice.read(it, text, reserved)).iterator())
            .setName("words")
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      CountedWords counted = job.countWords(slices, input);
      WordIds ids = ids(counted, limit);
      ModelFiles files =
          ModelFiles.of(folder, config, context.spark().sparkContext().hadoopConfiguration());
      NgramTrainResult result = job.estimate(slices, counted, ids, files, start);
      files.writeSettings(text);
      return result;
    } finally {
      slices.unpersist();
    }
  }

  private CountedWords countWords(JavaRDD<EncodedSlice> slices, CorpusInput input) {
    return Stage.run(
        context,
        "ngram train: count words",
        0,
        progress -> {
          if (config.reservedWords() == NgramConfig.ReservedWords.ERROR) {
            ReservedSpelling.refuse(context, input, slices);
          }
          CountedWords counted = slices.map(EncodedSlice::counted).treeReduce(CountedWords::merge);
          if (counted.tokens() == 0) {
            throw new UserException("%s: has no words; expected text".formatted(input));
          }
          return counted;
        });
  }

  private static WordIds ids(CountedWords counted, Optional<VocabularyLimit> limit) {
    IntPredicate isKept = limit.map(words -> words.in(counted.words())).orElse(index -> true);
    return WordIds.of(counted.words(), counted.sentences(), isKept);
  }

  private NgramTrainResult estimate(
      JavaRDD<EncodedSlice> slices,
      CountedWords counted,
      WordIds ids,
      ModelFiles files,
      long start) {
    int order = config.order();
    Lexicon lexicon = ids.lexicon();
    KeyLayout layout = KeyLayout.of(Math.max(2, order), lexicon.size());
    int partitions = config.partitions(counted.events());
    int[] shardStarts = Balance.ranges(ids.counts(), ids.kept(), partitions);
    try (NgramPartitions ngrams = NgramPartitions.of(context, slices, ids, layout, partitions)) {
      EstimatePlan plan = ngrams.plan(config, ids, shardStarts);
      slices.unpersist(); // the N-grams are sorted; a lost partition is read from the text again
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
          sums(shards, order),
          discounts(plan),
          counted.sentences(),
          counted.tokens(),
          (long) counted.words().size(),
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

  private static List<Long> sums(List<ShardOutcome> shards, int order) {
    long[] sums = new long[order];
    for (ShardOutcome shard : shards) {
      Arrays.setAll(sums, k -> sums[k] + shard.ngrams()[k]);
    }
    List<Long> list = new ArrayList<>();
    for (long sum : sums) {
      list.add(sum);
    }
    return list;
  }
}

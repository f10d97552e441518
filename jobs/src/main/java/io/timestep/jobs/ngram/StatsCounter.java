package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.CountedText;
import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.RepeatEvents;
import io.timestep.ngram.count.SentenceSink;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SuffixEvents;
import io.timestep.ngram.count.SuffixEvents.Boundaries;
import io.timestep.ngram.model.Dictionary;
import io.timestep.ngram.settings.NgramConfig;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * Counts the N-grams of all orders at once, in partitions by their last word but one, and writes
 * them.
 */
final class StatsCounter implements AutoCloseable {
  private final JobContext context;
  private final NgramConfig config;
  private final Broadcast<StatsFiles> files;
  private final Broadcast<TextWords> words;
  private final List<Broadcast<?>> shared = new ArrayList<>();

  StatsCounter(JobContext context, NgramConfig config, TextWords words, StatsFiles files) {
    this.context = context;
    this.config = config;
    this.files = share(files);
    this.words = share(words);
  }

  @Override
  public void close() {
    shared.forEach(Broadcast::destroy);
  }

  /** Writes the words; figures of order 1. */
  OrderStats countWords(JavaRDD<TextSlice> slices) {
    int first = config.boundaries() ? Dictionary.START : Dictionary.FIRST_WORD;
    int size = words.value().counts().length;
    WordRanges ranges =
        new WordRanges(first, size, config.partitionEvents(), config.partitions(size - first));
    JavaRDD<WordRange> parts =
        config.documentFrequency() ? ranges.withDocuments(slices, words) : ranges.plain(context);
    int limit = config.top();
    Broadcast<StatsFiles> target = files;
    Broadcast<TextWords> all = words;
    return Stage.run(
        context,
        "stats: write words",
        0,
        progress ->
            parts
                .map(range -> partition(target, all, limit).writeWords(all.value().counts(), range))
                .reduce((a, b) -> a.merge(b, limit)));
  }

  /** Counts, measures and writes the N-grams from order 2 on. */
  PartitionStats countNgrams(JavaRDD<TextSlice> slices, CountedText counted) {
    int limit = config.top();
    long minCount = config.collocations().minCount();
    long total = counted.words() + (config.boundaries() ? counted.sentences() : 0);
    KeyLayout layout = KeyLayout.of(config.order(), words.value().counts().length);
    Broadcast<StatsFiles> target = files;
    Broadcast<TextWords> all = words;
    JavaRDD<NgramBlocks> ngrams = scattered(slices, counted, layout);
    return Stage.run(
        context,
        "stats: count N-grams",
        0,
        progress ->
            ngrams
                .map(
                    blocks -> {
                      SortedNgrams sorted = blocks.sorted(layout);
                      return partition(target, all, limit)
                          .write(
                              sorted,
                              blocks.documents(sorted),
                              new CollocationWriter(
                                  target.value(),
                                  TaskContext.getPartitionId(),
                                  all.value(),
                                  total,
                                  minCount,
                                  limit));
                    })
                .reduce((a, b) -> a.merge(b, limit)));
  }

  /** Counts and writes the skip-grams. */
  OrderStats countSkipGrams(JavaRDD<TextSlice> slices, CountedText counted) {
    return new SkipGramCounter(context, config, words, files).count(slices, counted.words());
  }

  /**
   * The N-grams of the highest order, by their last word but one, and where documents are counted
   * those that their document repeats.
   */
  private JavaRDD<NgramBlocks> scattered(
      JavaRDD<TextSlice> slices, CountedText counted, KeyLayout layout) {
    int partitions = config.partitions(events(counted));
    Broadcast<int[]> partitionOf = share(Balance.spread(weights(), partitions));
    JavaRDD<List<byte[]>> ngrams =
        scattered(slices, layout, partitionOf, partitions, events -> events);
    if (!config.documentFrequency()) {
      return ngrams.map(blocks -> new NgramBlocks(blocks, null));
    }
    int order = config.order();
    JavaRDD<List<byte[]>> repeats =
        scattered(
            slices, layout, partitionOf, partitions, events -> new RepeatEvents(events, order));
    return ngrams.zipPartitions(
        repeats, (a, b) -> List.of(new NgramBlocks(a.next(), b.next())).iterator());
  }

  /**
   * Shuffles N-grams.
   *
   * @param reader reads sentences and says which of their N-grams are taken
   */
  private JavaRDD<List<byte[]>> scattered(
      JavaRDD<TextSlice> slices,
      KeyLayout layout,
      Broadcast<int[]> partitionOf,
      int partitions,
      Function<SuffixEvents, SentenceSink> reader) {
    Boundaries boundaries = config.boundaries() ? Boundaries.INCLUDE : Boundaries.EXCLUDE;
    Broadcast<TextWords> all = words;
    return NumberedBlocks.gather(
        slices.flatMap(
            slice -> {
              SuffixEvents events =
                  new SuffixEvents(
                      layout,
                      boundaries,
                      Dictionary.START,
                      Dictionary.END,
                      partitionOf.value(),
                      partitions);
              slice.sentences(all.value().dictionary(), reader.call(events));
              return NumberedBlocks.numbered(events.takeBlocks());
            }),
        partitions);
  }

  /** N-grams of the highest order as they occur, those cut off by the sentence's start included. */
  private long events(CountedText counted) {
    return counted.words() + (config.boundaries() ? counted.sentences() : -counted.sentences());
  }

  /** How many N-grams a word is last but one in, at most, [dictionary]. */
  private long[] weights() {
    long[] weights = words.value().counts().clone();
    weights[Dictionary.END] = 0; // nothing follows it
    if (!config.boundaries()) {
      weights[Dictionary.START] = 0;
    }
    return weights;
  }

  private static StatsPartition partition(
      Broadcast<StatsFiles> files, Broadcast<TextWords> words, int limit) {
    return new StatsPartition(
        files.value(), words.value().dictionary(), TaskContext.getPartitionId(), limit);
  }

  private <T> Broadcast<T> share(T value) {
    Broadcast<T> broadcast = context.sparkContext().broadcast(value);
    shared.add(broadcast);
    return broadcast;
  }
}

package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.CountedText;
import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SuffixEvents;
import io.timestep.ngram.count.SuffixEvents.Boundaries;
import io.timestep.ngram.model.Dictionary;
import io.timestep.ngram.settings.NgramConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Counts the N-grams of all orders at once, in partitions by their last word but one, and writes
 * them.
 */
final class StatsCounter implements AutoCloseable {
  private final JobContext context;
  private final NgramConfig config;
  private final StatsFiles files;
  private final Broadcast<TextWords> words;
  private final List<Broadcast<?>> shared = new ArrayList<>();

  /** Figures by order. */
  private record Orders(List<OrderStats> stats) implements Serializable {
    private static final long serialVersionUID = 1L;

    Orders merge(Orders other, int limit) {
      return new Orders(
          IntStream.range(0, stats.size())
              .mapToObj(i -> stats.get(i).merge(other.stats.get(i), limit))
              .toList());
    }
  }

  StatsCounter(JobContext context, NgramConfig config, TextWords words, StatsFiles files) {
    this.context = context;
    this.config = config;
    this.files = files;
    this.words = share(words);
  }

  /** Figures of order 1 to N. */
  List<OrderStats> count(JavaRDD<TextSlice> slices, CountedText counted) {
    List<OrderStats> orders = new ArrayList<>();
    orders.add(countWords());
    if (config.order() > 1) {
      orders.addAll(countNgrams(slices, counted));
    }
    return orders;
  }

  @Override
  public void close() {
    shared.forEach(Broadcast::destroy);
  }

  private OrderStats countWords() {
    int first = config.boundaries() ? Dictionary.START : Dictionary.FIRST_WORD;
    int size = words.value().counts().length;
    int part = config.partitionEvents();
    List<Integer> starts =
        IntStream.iterate(first, id -> id < size, id -> id + part).boxed().toList();
    int limit = config.top();
    StatsFiles target = files;
    Broadcast<TextWords> all = words;
    return Stage.run(
        context,
        "stats: write words",
        0,
        progress ->
            context
                .sparkContext()
                .parallelize(starts, starts.size())
                .map(
                    from ->
                        partition(target, all, limit)
                            .writeWords(all.value().counts(), from, Math.min(from + part, size)))
                .reduce((a, b) -> a.merge(b, limit)));
  }

  private List<OrderStats> countNgrams(JavaRDD<TextSlice> slices, CountedText counted) {
    Boundaries boundaries = config.boundaries() ? Boundaries.INCLUDE : Boundaries.EXCLUDE;
    int partitions = config.partitions(events(counted));
    KeyLayout layout = KeyLayout.of(config.order(), words.value().counts().length);
    Broadcast<int[]> partitionOf = share(Balance.spread(weights(), partitions));
    int limit = config.top();
    StatsFiles target = files;
    Broadcast<TextWords> all = words;
    JavaRDD<List<byte[]>> ngrams =
        NumberedBlocks.gather(
            slices.flatMap(
                slice ->
                    events(
                        slice,
                        all.value().dictionary(),
                        new SuffixEvents(
                            layout,
                            boundaries,
                            Dictionary.START,
                            Dictionary.END,
                            partitionOf.value(),
                            partitions))),
            partitions);
    return Stage.run(
            context,
            "stats: count N-grams",
            0,
            progress ->
                ngrams
                    .map(
                        blocks ->
                            new Orders(
                                partition(target, all, limit)
                                    .write(SortedNgrams.of(layout, blocks))))
                    .reduce((a, b) -> a.merge(b, limit)))
        .stats();
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

  private static StatsPartition partition(StatsFiles files, Broadcast<TextWords> words, int limit) {
    return new StatsPartition(
        files, words.value().dictionary(), TaskContext.getPartitionId(), limit);
  }

  private static Iterator<Tuple2<Integer, byte[]>> events(
      TextSlice slice, Dictionary dictionary, SuffixEvents events) {
    slice.sentences(dictionary, events);
    return NumberedBlocks.numbered(events.takeBlocks());
  }

  private <T> Broadcast<T> share(T value) {
    Broadcast<T> broadcast = context.sparkContext().broadcast(value);
    shared.add(broadcast);
    return broadcast;
  }
}

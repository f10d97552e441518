package io.timestep.jobs.ngram;

import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.SuffixPartitions;
import io.timestep.ngram.estimate.CorpusSize;
import io.timestep.ngram.estimate.DistinctNgrams;
import io.timestep.ngram.estimate.MemoryPlan;
import io.timestep.ngram.estimate.TaskMemory;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the work on a model is divided.
 *
 * @param places partitions of the N-grams: as many as memory asks for
 * @param shardStarts first word of each shard of the model, and the words kept at the end, [shards
 *     + 1]; they do not depend on memory, being a part of the result
 * @param plan what it takes
 */
record WorkDivision(SuffixPartitions places, int[] shardStarts, MemoryPlan plan) {
  /** Fewer N-grams are not worth a task. */
  private static final int LEAST_EVENTS = 10_000;

  /**
   * Divides.
   *
   * @param events N-grams of the highest order as they occur
   * @param memory of an executor; where a partition of the size that is configured does not fit
   *     into a task's share, partitions are smaller
   */
  static WorkDivision of(
      WordIds ids, long events, NgramConfig config, KeyLayout layout, TaskMemory memory) {
    int order = config.order();
    long[] counts = ids.counts().clone();
    counts[Vocabulary.START] = 0; // no event
    DistinctNgrams distinct = new DistinctNgrams(Math.max(2, order), counts);
    CorpusSize size = size(ids, events, order, layout, distinct);
    int[] shardStarts =
        Balance.ranges(ids.counts(), ids.kept(), partitions(events, config.partitionEvents()));
    long[] weights = sorted(ids.counts(), order);
    long room = MemoryPlan.room(size, memory);
    int partitionEvents = config.partitionEvents();
    SuffixPartitions places = places(ids, events, order, partitionEvents);
    while (places.largest(weights) > room && partitionEvents > LEAST_EVENTS) {
      partitionEvents = Math.max(LEAST_EVENTS, partitionEvents / 2);
      places = places(ids, events, order, partitionEvents);
    }
    MemoryPlan plan =
        MemoryPlan.of(
            size,
            memory,
            partitionEvents,
            places.count(),
            places.largest(weights),
            largestShard(ids.counts(), shardStarts, distinct, order));
    return new WorkDivision(places, shardStarts, plan);
  }

  private static int partitions(long events, int partitionEvents) {
    return Math.toIntExact(Math.max(1, (events + partitionEvents - 1) / partitionEvents));
  }

  /** A word of more N-grams than two tasks should sort is dealt out to several. */
  private static SuffixPartitions places(WordIds ids, long events, int order, int partitionEvents) {
    long[] weights = ids.counts().clone();
    weights[Vocabulary.END] = 0; // nothing follows it
    int first = order < 3 ? weights.length : Vocabulary.SPECIALS;
    return Balance.split(weights, partitions(events, partitionEvents), 2L * partitionEvents, first);
  }

  /** How many N-grams a task has to keep apart of each word that is last but one, at most. */
  private static long[] sorted(long[] counts, int order) {
    long[] sorted = counts.clone();
    sorted[Vocabulary.START] = Math.min(counts[Vocabulary.START], counts.length); // a word follows
    sorted[Vocabulary.END] = 0;
    if (order <= 2) {
      Arrays.setAll(sorted, id -> Math.min(sorted[id], counts.length));
    }
    return sorted;
  }

  private static long largestShard(
      long[] counts, int[] shardStarts, DistinctNgrams distinct, int order) {
    double largest = 0;
    for (int shard = 0; shard + 1 < shardStarts.length && order > 1; shard++) {
      double sum = 0;
      for (int word = shardStarts[shard]; word < shardStarts[shard + 1]; word++) {
        sum += word == Vocabulary.END ? 0 : distinct.after((double) counts[word], order - 1);
      }
      largest = Math.max(largest, sum);
    }
    return (long) largest;
  }

  private static CorpusSize size(
      WordIds ids, long events, int order, KeyLayout layout, DistinctNgrams distinct) {
    long typeBytes = 0;
    long eventBytes = 0;
    for (int id = Vocabulary.SPECIALS; id < ids.counts().length; id++) {
      int length = ids.lexicon().length(id);
      typeBytes += length;
      eventBytes += ids.counts()[id] * length;
    }
    List<Long> byOrder = new ArrayList<>();
    byOrder.add((long) ids.counts().length);
    for (int k = 2; k <= order; k++) {
      byOrder.add(Math.min(events, (long) distinct.of(k)));
    }
    return new CorpusSize(layout, events, byOrder, typeBytes, eventBytes);
  }
}

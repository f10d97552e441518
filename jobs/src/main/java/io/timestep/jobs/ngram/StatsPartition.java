package io.timestep.jobs.ngram;

import io.timestep.ngram.NgramCount;
import io.timestep.ngram.NgramSummary;
import io.timestep.ngram.TopNgrams;
import io.timestep.ngram.association.Collocation;
import io.timestep.ngram.count.KeyColumns;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SuffixLevel;
import io.timestep.ngram.count.SuffixSweep;
import io.timestep.ngram.model.Dictionary;
import java.util.ArrayList;
import java.util.List;

/** Writes the N-grams that a task has, and tells their figures. For one thread. */
final class StatsPartition {
  private final StatsFiles files;
  private final NgramText text;
  private final int part;
  private final int limit;

  /**
   * @param part number of the task
   * @param limit how many of the most frequent N-grams are kept
   */
  StatsPartition(StatsFiles files, Dictionary dictionary, int part, int limit) {
    this.files = files;
    this.text = new NgramText(dictionary);
    this.part = part;
    this.limit = limit;
  }

  /**
   * Writes single words.
   *
   * @param counts of all words, [dictionary]
   * @param from first id
   * @param to id after the last
   */
  OrderStats writeWords(long[] counts, int from, int to) {
    NgramSummary.Builder summary = new NgramSummary.Builder();
    TopNgrams top = new TopNgrams(limit);
    files.writeNgrams(
        1,
        part,
        table -> {
          for (int id = from; id < to; id++) {
            text.set(id);
            add(table, counts[id], summary, top);
          }
        });
    return new OrderStats(summary.build(), top.list());
  }

  /**
   * Writes N-grams of two words or more.
   *
   * @param collocations writes those of bigrams and trigrams
   */
  PartitionStats write(SortedNgrams ngrams, CollocationWriter collocations) {
    KeyColumns keys = new KeyColumns(ngrams.layout(), ngrams.keys());
    List<OrderStats> orders = new ArrayList<>();
    List<List<Collocation>> measured = new ArrayList<>();
    for (SuffixLevel level : SuffixSweep.levels(ngrams)) {
      orders.add(write(level, keys));
      if (level.order() <= CollocationWriter.MAX_ORDER) {
        measured.add(collocations.write(level, keys));
      }
    }
    return new PartitionStats(orders, measured);
  }

  private OrderStats write(SuffixLevel level, KeyColumns keys) {
    if (level.size() == 0 && part > 0) {
      return OrderStats.EMPTY; // the first part is there in any case, for the table to exist
    }
    NgramSummary.Builder summary = new NgramSummary.Builder();
    TopNgrams top = new TopNgrams(limit);
    files.writeNgrams(
        level.order(),
        part,
        table -> {
          for (int i = 0; i < level.size(); i++) {
            text.set(keys, level.source()[i], level.order());
            add(table, level.actual()[i], summary, top);
          }
        });
    return new OrderStats(summary.build(), top.list());
  }

  private void add(NgramTable table, long count, NgramSummary.Builder summary, TopNgrams top) {
    table.set(0, count).write(text);
    summary.add(count);
    if (top.mayKeep(count)) {
      top.offer(new NgramCount(text.toString(), count));
    }
  }
}

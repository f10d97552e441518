package io.timestep.jobs.ngram;

import io.timestep.ngram.NgramCount;
import io.timestep.ngram.NgramSummary;
import io.timestep.ngram.TopNgrams;
import io.timestep.ngram.association.Collocation;
import io.timestep.ngram.count.DocumentCounts;
import io.timestep.ngram.count.KeyColumns;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SuffixLevel;
import io.timestep.ngram.count.SuffixSweep;
import io.timestep.ngram.model.Dictionary;
import java.util.ArrayList;
import java.util.List;

/** Writes the N-grams that a task has, and tells their figures. For one thread. */
final class StatsPartition {
  /** Documents of an N-gram: each is in one at least. */
  private static final long NOT_COUNTED = 0;

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
   */
  OrderStats writeWords(long[] counts, WordRange range) {
    NgramSummary.Builder summary = new NgramSummary.Builder();
    TopNgrams top = new TopNgrams(limit);
    files.writeNgrams(
        1,
        part,
        table -> {
          for (int id = range.from(); id < range.to(); id++) {
            text.set(id);
            add(table, counts[id], range.documents(id), summary, top);
          }
        });
    return new OrderStats(summary.build(), top.list());
  }

  /**
   * Writes N-grams of two words or more.
   *
   * @param documents counts those of the N-grams; null: not counted
   * @param collocations writes those of bigrams and trigrams
   */
  PartitionStats write(
      SortedNgrams ngrams, DocumentCounts documents, CollocationWriter collocations) {
    KeyColumns keys = new KeyColumns(ngrams.layout(), ngrams.keys());
    List<OrderStats> orders = new ArrayList<>();
    List<List<Collocation>> measured = new ArrayList<>();
    for (SuffixLevel level : SuffixSweep.levels(ngrams)) {
      orders.add(write(level, keys, documents));
      if (level.order() <= CollocationWriter.MAX_ORDER) {
        measured.add(collocations.write(level, keys));
      }
    }
    return new PartitionStats(orders, measured);
  }

  /**
   * Writes skip-grams.
   *
   * @param ngrams counted at their full length alone
   */
  OrderStats writeSkipGrams(SortedNgrams ngrams) {
    if (ngrams.size() == 0 && part > 0) {
      return OrderStats.EMPTY;
    }
    KeyColumns keys = new KeyColumns(ngrams.layout(), ngrams.keys());
    NgramSummary.Builder summary = new NgramSummary.Builder();
    TopNgrams top = new TopNgrams(limit);
    files.writeSkipGrams(
        part,
        table -> {
          for (int i = 0; i < ngrams.size(); i++) {
            text.set(keys, i, ngrams.layout().words());
            add(table, ngrams.counts()[i], NOT_COUNTED, summary, top);
          }
        });
    return new OrderStats(summary.build(), top.list());
  }

  private OrderStats write(SuffixLevel level, KeyColumns keys, DocumentCounts counter) {
    if (level.size() == 0 && part > 0) {
      return OrderStats.EMPTY; // the first part is there in any case, for the table to exist
    }
    long[] documents = counter == null ? null : counter.of(level);
    NgramSummary.Builder summary = new NgramSummary.Builder();
    TopNgrams top = new TopNgrams(limit);
    files.writeNgrams(
        level.order(),
        part,
        table -> {
          for (int i = 0; i < level.size(); i++) {
            text.set(keys, level.source()[i], level.order());
            add(
                table,
                level.actual()[i],
                documents == null ? NOT_COUNTED : documents[i],
                summary,
                top);
          }
        });
    return new OrderStats(summary.build(), top.list());
  }

  private void add(
      NgramTable table, long count, long documents, NgramSummary.Builder summary, TopNgrams top) {
    table.set(0, count);
    if (documents != NOT_COUNTED) {
      table.set(1, documents);
    }
    table.write(text);
    summary.add(count);
    if (top.mayKeep(count)) {
      top.offer(new NgramCount(text.toString(), count, documents));
    }
  }
}

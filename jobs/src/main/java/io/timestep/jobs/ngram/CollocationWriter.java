package io.timestep.jobs.ngram;

import io.timestep.ngram.association.Collocation;
import io.timestep.ngram.association.ContextSums;
import io.timestep.ngram.association.PairCounts;
import io.timestep.ngram.association.TopCollocations;
import io.timestep.ngram.count.KeyColumns;
import io.timestep.ngram.count.SuffixLevel;
import java.util.List;

/**
 * Measures how closely the words of bigrams and trigrams stand together, and writes it: those that
 * occur often enough, as Parquet. For one thread.
 */
final class CollocationWriter {
  /** Longest N-gram that is measured. */
  static final int MAX_ORDER = 3;

  private final StatsFiles files;
  private final NgramText text;
  private final int part;
  private final long[] counts;
  private final long total;
  private final long minCount;
  private final int limit;

  /**
   * @param part number of the task
   * @param words with their counts
   * @param total words of the text, sentence ends included if they are counted
   * @param minCount rarer N-grams are left out
   * @param limit how many of highest G² are returned
   */
  CollocationWriter(
      StatsFiles files, int part, TextWords words, long total, long minCount, int limit) {
    this.files = files;
    this.text = new NgramText(words.dictionary());
    this.part = part;
    this.counts = words.counts();
    this.total = total;
    this.minCount = minCount;
    this.limit = limit;
  }

  /**
   * Writes a level of bigrams or trigrams.
   *
   * @return of those whose words attract each other, the ones of highest G²
   */
  List<Collocation> write(SuffixLevel level, KeyColumns keys) {
    if (level.size() == 0 && part > 0) {
      return List.of();
    }
    long[] contexts = ContextSums.of(level, keys);
    TopCollocations top = new TopCollocations(limit);
    files.writeCollocations(
        level.order(),
        part,
        table -> {
          for (int i = 0; i < level.size(); i++) {
            if (level.actual()[i] >= minCount) {
              int key = level.source()[i];
              long word = counts[(int) keys.word(key, 1) - 1];
              text.set(keys, key, level.order());
              add(table, new PairCounts(level.actual()[i], contexts[i], word, total), top);
            }
          }
        });
    return top.list();
  }

  private void add(NgramTable table, PairCounts pair, TopCollocations top) {
    double g2 = pair.logLikelihoodRatio();
    table
        .set(0, pair.both())
        .set(1, pair.context())
        .set(2, pair.word())
        .set(0, pair.pmi())
        .set(1, pair.normalizedPmi())
        .set(2, g2)
        .set(3, pair.chiSquared())
        .set(4, pair.tScore())
        .write(text);
    if (pair.isAttracted() && top.mayKeep(g2)) {
      top.offer(new Collocation(text.toString(), pair, g2));
    }
  }
}

package io.timestep.ngram.count;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * Counts the k-skip-n-grams of a text ({@link SkipPattern}) and deals them out to partitions: the
 * text is gone through once for each pattern, and what it gives is sorted and combined before
 * anything is sent, so that what is frequent is one row and no partition has more of it than the
 * others. Memory is that of about {@value #FULL} N-grams and the words of the text. Keys have the
 * words in the order of {@link SuffixEvents}.
 */
public final class SkipGramEvents implements Iterator<byte[][]> {
  /** Gathered N-grams that are combined and sent, as they occur. */
  private static final int FULL = 1 << 22;

  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private final KeyLayout layout;
  private final int partitions;
  private final Consumer<SentenceSink> text;
  private final Iterator<SkipPattern> patterns;
  private final int[] shifts;
  private final int[] columns;
  private final long[] key;

  /**
   * @param layout of n words, at least 2
   * @param skip k: words left out of an N-gram, at most
   * @param partitions how many
   * @param text gives all sentences, each time it is asked
   */
  public SkipGramEvents(KeyLayout layout, int skip, int partitions, Consumer<SentenceSink> text) {
    this.layout = layout;
    this.partitions = partitions;
    this.text = text;
    this.patterns = SkipPattern.all(layout.words(), skip).iterator();
    this.shifts = layout.shifts();
    this.columns = new int[shifts.length];
    Arrays.setAll(columns, layout::column);
    this.key = new long[layout.longs()];
  }

  /**
   * How many patterns there are: an N-gram begins at a word so many times.
   *
   * @param words n
   * @param skip k
   */
  public static int patterns(int words, int skip) {
    return SkipPattern.all(words, skip).size();
  }

  @Override
  public boolean hasNext() {
    return patterns.hasNext();
  }

  /** Some of the N-grams, for {@link SortedNgrams#ofCounted}, [partitions]. */
  @Override
  public byte[][] next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ByteBlock gathered = new ByteBlock();
    while (patterns.hasNext() && gathered.size() / Long.BYTES < FULL) {
      SkipPattern pattern = patterns.next();
      text.accept((ids, length) -> add(pattern, ids, length, gathered));
    }
    ByteBlock[] blocks = new ByteBlock[partitions];
    Arrays.setAll(blocks, p -> new ByteBlock());
    deal(SortedNgrams.of(layout, List.of(gathered.take())), blocks);
    return Arrays.stream(blocks).map(ByteBlock::take).toArray(byte[][]::new);
  }

  private void add(SkipPattern pattern, int[] ids, int length, ByteBlock gathered) {
    int[] offsets = pattern.offsets();
    int words = offsets.length;
    for (int from = 0; from + pattern.span() <= length; from++) {
      Arrays.fill(key, 0);
      for (int j = 0; j < words; j++) {
        int word = j == 0 ? words - 2 : j == 1 ? words - 1 : words - 1 - j;
        key[columns[j]] |= (ids[from + offsets[word]] + 1 & 0xFFFFFFFFL) << shifts[j];
      }
      for (long part : key) {
        gathered.putLong(part);
      }
    }
  }

  /** Deals N-grams with their counts out by a hash of all their words. */
  private static void deal(SortedNgrams ngrams, ByteBlock[] blocks) {
    long[][] keys = ngrams.keys();
    for (int i = 0; i < ngrams.size(); i++) {
      long hash = 0;
      for (long[] column : keys) {
        hash = (hash ^ column[i]) * FACTOR;
        hash ^= hash >>> Integer.SIZE;
      }
      ByteBlock block = blocks[(int) Long.remainderUnsigned(hash, blocks.length)];
      for (long[] column : keys) {
        block.putLong(column[i]);
      }
      block.putLong(ngrams.counts()[i]);
    }
  }
}

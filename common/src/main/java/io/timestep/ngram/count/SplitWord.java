package io.timestep.ngram.count;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * The bigrams that begin with a word whose N-grams lie in several partitions ({@link
 * SuffixPartitions}), with the sums of what the partitions counted. In each partition another set
 * of words stands before the bigram, so that continuations add up as occurrences do.
 *
 * @param word id of the first word
 * @param followers ids of the last words, rising, [n]
 * @param adjusted distinct words before each bigram, [n]
 * @param actual occurrences, [n]
 */
public record SplitWord(int word, int[] followers, long[] adjusted, long[] actual)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many bigrams there are. */
  public int size() {
    return followers.length;
  }

  /**
   * What one partition counted of its split words' bigrams.
   *
   * @param origin number of the partition
   * @return for each split word a block, [split words]; empty where the partition has none of its
   *     bigrams
   */
  public static byte[][] counted(SortedNgrams ngrams, SuffixPartitions partitions, int origin) {
    byte[][] blocks = new byte[partitions.splits().length][];
    Arrays.fill(blocks, new byte[0]);
    KeyColumns keys = new KeyColumns(ngrams.layout(), ngrams.keys());
    for (int from = 0, to; from < ngrams.size(); from = to) {
      long word = keys.word(from, 0);
      to = from + 1;
      while (to < ngrams.size() && keys.word(to, 0) == word) {
        to++;
      }
      int number = partitions.splitNumber((int) word - 1);
      if (number >= 0) {
        blocks[number] = new SplitWordBlock(origin, of(ngrams, keys, from, to)).bytes();
      }
    }
    return blocks;
  }

  /** The bigrams of one word, of its N-grams from one place to another. */
  private static SplitWord of(SortedNgrams ngrams, KeyColumns keys, int from, int to) {
    int[] followers = new int[to - from];
    long[] adjusted = new long[to - from];
    long[] actual = new long[to - from];
    int last = -1;
    for (int i = from; i < to; i++) {
      int common = i == from ? 1 : keys.common(i - 1, i);
      if (common < 2) {
        followers[++last] = (int) keys.word(i, 1) - 1;
      }
      if (common < 3) {
        adjusted[last]++;
      }
      actual[last] += ngrams.counts()[i];
    }
    return new SplitWord((int) keys.word(from, 0) - 1, followers, adjusted, actual).cut(last + 1);
  }

  /**
   * Adds up the blocks of one word; never more than about twice the sum is in memory.
   *
   * @param blocks of {@link #counted}, at least one, in any order
   */
  public static SplitWord sum(Iterator<byte[]> blocks) {
    Deque<SplitWord> sums = new ArrayDeque<>(); // each more than twice as long as the next
    while (blocks.hasNext()) {
      SplitWord sum = SplitWordBlock.read(blocks.next()).bigrams();
      while (!sums.isEmpty() && sums.peek().size() <= 2 * sum.size()) {
        sum = sum.plus(sums.pop());
      }
      sums.push(sum);
    }
    SplitWord sum = sums.pop();
    while (!sums.isEmpty()) {
      sum = sum.plus(sums.pop());
    }
    return sum;
  }

  private SplitWord plus(SplitWord other) {
    int room = Math.addExact(size(), other.size());
    SplitWord sum = new SplitWord(word, new int[room], new long[room], new long[room]);
    int n = 0;
    for (int i = 0, j = 0; i < size() || j < other.size(); n++) {
      boolean mine = j == other.size() || (i < size() && followers[i] <= other.followers[j]);
      boolean others = i == size() || (j < other.size() && other.followers[j] <= followers[i]);
      if (mine) {
        sum.take(n, this, i++);
      }
      if (others) {
        sum.take(n, other, j++);
      }
    }
    return sum.cut(n);
  }

  private void take(int at, SplitWord from, int i) {
    followers[at] = from.followers[i];
    adjusted[at] += from.adjusted[i];
    actual[at] += from.actual[i];
  }

  private SplitWord cut(int size) {
    return new SplitWord(
        word,
        Arrays.copyOf(followers, size),
        Arrays.copyOf(adjusted, size),
        Arrays.copyOf(actual, size));
  }

  /** The block of a partition with the sums of all in place of its own counts. */
  public SplitWordBlock answer(byte[] block) {
    SplitWordBlock asked = SplitWordBlock.read(block);
    SplitWord mine = asked.bigrams();
    int i = 0;
    for (int j = 0; j < mine.size(); j++) {
      while (followers[i] < mine.followers[j]) {
        i++;
      }
      mine.adjusted[j] = adjusted[i];
      mine.actual[j] = actual[i];
    }
    return asked;
  }
}

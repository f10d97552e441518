package io.timestep.ngram.count;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a partition is told of its split words' bigrams: their counts in the whole text. */
public final class SplitBigrams {
  /** Of a partition that has no N-gram of a split word. */
  public static final SplitBigrams NONE = new SplitBigrams(Map.of());

  private final Map<Integer, SplitWord> byWord;

  private SplitBigrams(Map<Integer, SplitWord> byWord) {
    this.byWord = byWord;
  }

  /**
   * Reads.
   *
   * @param answers {@link SplitWord#answer} to each block of the partition
   */
  public static SplitBigrams of(List<byte[]> answers) {
    Map<Integer, SplitWord> byWord = new HashMap<>();
    for (byte[] answer : answers) {
      SplitWord bigrams = SplitWordBlock.read(answer).bigrams();
      byWord.put(bigrams.word(), bigrams);
    }
    return new SplitBigrams(byWord);
  }

  /**
   * Puts the counts of the whole text in place of the partition's.
   *
   * @param level bigrams; those of split words are changed
   * @return places of the split words' bigrams
   */
  public BitSet complete(SuffixLevel level, KeyColumns keys) {
    BitSet split = new BitSet();
    if (byWord.isEmpty()) {
      return split;
    }
    SplitWord bigrams = null;
    long word = 0;
    int next = 0;
    for (int i = 0; i < level.size(); i++) {
      int source = level.source()[i];
      if (keys.word(source, 0) != word) {
        word = keys.word(source, 0);
        bigrams = byWord.get((int) word - 1);
        next = 0;
      }
      if (bigrams != null) {
        if (bigrams.followers()[next] != keys.word(source, 1) - 1) {
          throw new IllegalStateException("An answer to another partition's question");
        }
        level.adjusted()[i] = bigrams.adjusted()[next];
        level.actual()[i] = bigrams.actual()[next++];
        split.set(i);
      }
    }
    return split;
  }
}

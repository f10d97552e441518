package io.timestep.vocab;

import io.timestep.text.ByteOrder;
import java.io.Serializable;
import java.util.Comparator;

/** A word and how often it occurs. */
public record WordCount(String word, long count) implements Serializable {
  /** Falling count; equal counts in the order of the words' UTF-8 bytes. */
  public static final Comparator<WordCount> BY_RANK = new ByRank();

  /** A class of its own, as Spark sends the order to its workers. */
  private static final class ByRank implements Comparator<WordCount>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(WordCount a, WordCount b) {
      int falling = Long.compare(b.count, a.count);
      return falling != 0 ? falling : ByteOrder.INSTANCE.compare(a.word, b.word);
    }
  }
}

package io.timestep.ngram;

import java.util.Iterator;
import java.util.stream.IntStream;

/** The N-grams of a sentence as keys that can be grouped. */
public final class NgramExtractor {
  private NgramExtractor() {}

  /**
   * The N-grams of one order from left to right, each packed when it is asked for: a sentence may
   * be a whole book.
   *
   * @param sentence ids, [n]; not to be changed meanwhile
   * @return n - order + 1 keys, none if the sentence is shorter than that
   */
  public static Iterator<byte[]> keys(int[] sentence, int order) {
    return IntStream.rangeClosed(0, sentence.length - order)
        .mapToObj(from -> pack(sentence, from, order))
        .iterator();
  }

  /**
   * The sentence with its boundaries: {@code <s> w1 ... wn </s>}.
   *
   * @param words ids, [n]
   * @return [n + 2]
   */
  public static int[] withBoundaries(int[] words, int start, int end) {
    int[] sentence = new int[words.length + 2];
    System.arraycopy(words, 0, sentence, 1, words.length);
    sentence[0] = start;
    sentence[sentence.length - 1] = end;
    return sentence;
  }

  /** The ids of a key. */
  public static int[] unpack(byte[] key) {
    int[] ids = new int[key.length / Integer.BYTES];
    for (int i = 0; i < key.length; i++) {
      ids[i / Integer.BYTES] = ids[i / Integer.BYTES] << 8 | (key[i] & 0xFF);
    }
    return ids;
  }

  /** Ids as bytes, big-endian, so that keys sort as their ids do. */
  private static byte[] pack(int[] sentence, int from, int order) {
    byte[] key = new byte[order * Integer.BYTES];
    for (int i = 0; i < key.length; i++) {
      int id = sentence[from + i / Integer.BYTES];
      key[i] = (byte) (id >>> (24 - 8 * (i % Integer.BYTES)));
    }
    return key;
  }
}

package io.timestep.ngram.count;

import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Words as bytes, how often each was seen and where first: a hash table by open addressing over one
 * byte array, without an object for a word. Bytes are compared, so that no two words are taken for
 * one. For one thread.
 */
public final class WordCounter implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

  private byte[] blob = new byte[1 << 12];
  private int[] ends = new int[1 << 8];
  private long[] counts = new long[1 << 8];
  private long[] firsts = new long[1 << 8];
  private int[] hashes = new int[1 << 8];
  private int size;
  private transient int[] slots;

  /**
   * Counts a word.
   *
   * @param position where it stands in the corpus: any number that rises with the text
   * @return the word's index, by first appearance in this table
   */
  public int add(byte[] bytes, int from, int to, long position) {
    return add(bytes, from, to, 1, position);
  }

  /**
   * Counts a word that was seen more than once.
   *
   * @param position of the first time
   * @return as {@link #add(byte[], int, int, long)}
   */
  public int add(byte[] bytes, int from, int to, long count, long position) {
    return add(bytes, from, to, hash(bytes, from, to), count, position);
  }

  private int add(byte[] bytes, int from, int to, int hash, long count, long position) {
    if (slots == null || size * 2 >= slots.length) {
      rehash();
    }
    int slot = slot(hash, bytes, from, to);
    int index = slots[slot] - 1;
    if (index < 0) {
      index = append(bytes, from, to, position);
      hashes[index] = hash;
      slots[slot] = size;
    }
    counts[index] += count;
    firsts[index] = Math.min(firsts[index], position);
    return index;
  }

  /** Takes in the words of another table. */
  public WordCounter addAll(WordCounter other) {
    for (int i = 0; i < other.size; i++) {
      add(
          other.blob,
          other.start(i),
          other.ends[i],
          other.hashes[i],
          other.counts[i],
          other.firsts[i]);
    }
    return this;
  }

  /**
   * The words dealt out to tables by their hashes: a word goes to the same part of every table.
   *
   * @return those that take no more memory than they must, [parts]; empty ones too
   */
  public List<WordCounter> split(int parts) {
    List<WordCounter> tables =
        IntStream.range(0, parts).mapToObj(part -> new WordCounter()).toList();
    for (int i = 0; i < size; i++) {
      long part = ((hashes[i] & 0xFFFFFFFFL) * parts) >>> Integer.SIZE;
      tables.get((int) part).append(this, i);
    }
    return tables.stream().map(WordCounter::trimmed).toList();
  }

  /** One table of tables that have no word in common, such as the parts of {@link #split}. */
  public static WordCounter union(List<WordCounter> tables) {
    WordCounter union = new WordCounter();
    for (WordCounter table : tables) {
      for (int i = 0; i < table.size; i++) {
        union.append(table, i);
      }
    }
    return union;
  }

  /** Puts in a word of another table that is not in this one; it is looked up by nobody here. */
  private void append(WordCounter other, int i) {
    int index = append(other.blob, other.start(i), other.ends[i], other.firsts[i]);
    counts[index] = other.counts[i];
    hashes[index] = other.hashes[i];
    slots = null; // made when a word is looked up
  }

  /** A copy that takes no more memory than it must. */
  public WordCounter trimmed() {
    WordCounter copy = new WordCounter();
    copy.blob = Arrays.copyOf(blob, size == 0 ? 0 : ends[size - 1]);
    copy.ends = Arrays.copyOf(ends, size);
    copy.counts = Arrays.copyOf(counts, size);
    copy.firsts = Arrays.copyOf(firsts, size);
    copy.hashes = Arrays.copyOf(hashes, size);
    copy.size = size;
    return copy;
  }

  /** Distinct words. */
  public int size() {
    return size;
  }

  public long count(int index) {
    return counts[index];
  }

  /** Occurrences of all words. */
  public long total() {
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += counts[i];
    }
    return total;
  }

  /** The lowest position the word was seen at. */
  public long first(int index) {
    return firsts[index];
  }

  public byte[] word(int index) {
    return Arrays.copyOfRange(blob, start(index), ends[index]);
  }

  /**
   * Eight bytes of the word as a number that orders as they do unsigned; zeros follow its end.
   *
   * @param skipped bytes before them
   */
  public long eightBytes(int index, int skipped) {
    int from = Math.min(start(index) + skipped, ends[index]);
    if (from + Long.BYTES <= blob.length) {
      int beyond = Math.max(0, from + Long.BYTES - ends[index]);
      long bytes = (long) BIG_ENDIAN.get(blob, from);
      return beyond == Long.BYTES ? 0 : bytes & (-1L << (Byte.SIZE * beyond));
    }
    long bytes = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bytes = bytes << Byte.SIZE | (from + i < ends[index] ? blob[from + i] & 0xFF : 0);
    }
    return bytes;
  }

  /** Bytes of a word. */
  public int length(int index) {
    return ends[index] - start(index);
  }

  /** Bytes of all words. */
  public int bytes() {
    return size == 0 ? 0 : ends[size - 1];
  }

  /**
   * Copies the word's bytes.
   *
   * @param at where the first one goes
   * @return where the word ends there
   */
  public int copy(int index, byte[] target, int at) {
    System.arraycopy(blob, start(index), target, at, length(index));
    return at + length(index);
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /** The slot that holds the word, or the empty one where it belongs. */
  private int slot(int hash, byte[] bytes, int from, int to) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      if (hashes[index] == hash
          && Arrays.equals(blob, start(index), ends[index], bytes, from, to)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int append(byte[] bytes, int from, int to, long position) {
    int start = start(size);
    long end = (long) start + to - from;
    if (end > Integer.MAX_VALUE - 16) {
      throw new IllegalStateException("More than 2 GB of distinct words in one table");
    }
    if (end > blob.length) {
      long wanted = Math.max(end, blob.length * 2L);
      blob = Arrays.copyOf(blob, (int) Math.min(Integer.MAX_VALUE - 16, wanted));
    }
    if (size == ends.length) {
      int room = Math.max(1 << 8, size * 2);
      ends = Arrays.copyOf(ends, room);
      counts = Arrays.copyOf(counts, room);
      firsts = Arrays.copyOf(firsts, room);
      hashes = Arrays.copyOf(hashes, room);
    }
    System.arraycopy(bytes, from, blob, start, to - from);
    ends[size] = (int) end;
    firsts[size] = position;
    return size++;
  }

  private void rehash() {
    slots = new int[Math.max(1 << 10, Integer.highestOneBit(Math.max(1, size)) * 4)];
    int mask = slots.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = hashes[i] & mask;
      while (slots[slot] != 0) { // all words differ
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
  }

  private static int hash(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      hash = mix(hash ^ (long) ByteBlock.LONGS.get(bytes, i));
    }
    long rest = 0;
    for (; i < to; i++) {
      rest = rest << Byte.SIZE | (bytes[i] & 0xFF);
    }
    return (int) mix(hash ^ rest);
  }

  private static long mix(long x) {
    long h = x * HASH_FACTOR;
    h ^= h >>> 32;
    h *= HASH_FACTOR;
    return h ^ (h >>> 29);
  }
}

package io.timestep.bench.arpa;

import io.timestep.util.UserException;
import java.util.Optional;

/**
 * The entries of one section by the hash of their words: 24 bytes a slot in primitive arrays, three
 * slots of four in use.
 */
final class NgramTable {
  private static final int MAX_ENTRIES = (int) ((Integer.MAX_VALUE - 8L) * 3 / 4);

  private final int slots;
  private final long[] high;

  /** 0 where the slot is free, below 0 where the entry was matched. */
  private final long[] low;

  private final float[] log10Probs;
  private final float[] log10Backoffs;
  private long entries;
  private long matched;

  /**
   * An empty table.
   *
   * @param capacity how many entries will come at most
   */
  NgramTable(long capacity) {
    if (capacity > MAX_ENTRIES) {
      throw new UserException(
          "%d N-grams in one section; at most %d can be compared".formatted(capacity, MAX_ENTRIES));
    }
    slots = (int) (capacity * 4 / 3 + 1);
    high = new long[slots];
    low = new long[slots];
    log10Probs = new float[slots];
    log10Backoffs = new float[slots];
  }

  /** Adds an entry; false if there is one with this hash already. */
  boolean add(NgramHash hash, float log10Prob, float log10Backoff) {
    int slot = probe(hash);
    if (low[slot] != 0) {
      return false;
    }
    high[slot] = hash.high();
    low[slot] = hash.low();
    log10Probs[slot] = log10Prob;
    log10Backoffs[slot] = log10Backoff;
    entries++;
    return true;
  }

  /** The slot of the entry with this hash, or -1. */
  int find(NgramHash hash) {
    int slot = probe(hash);
    return low[slot] == 0 ? -1 : slot;
  }

  /** Notes that an entry has its counterpart; false if it had one before. */
  boolean match(int slot) {
    if (low[slot] < 0) {
      return false;
    }
    low[slot] = -low[slot];
    matched++;
    return true;
  }

  float log10Prob(int slot) {
    return log10Probs[slot];
  }

  float log10Backoff(int slot) {
    return log10Backoffs[slot];
  }

  /** Entries without a counterpart. */
  long unmatched() {
    return entries - matched;
  }

  /** The hash of some entry without a counterpart, if there is one. */
  Optional<NgramHash.Value> anyUnmatched() {
    for (int slot = 0; slot < slots; slot++) {
      if (low[slot] > 0) {
        return Optional.of(new NgramHash.Value(high[slot], low[slot]));
      }
    }
    return Optional.empty();
  }

  /** The slot of the hash, or the free one where it belongs: the table is never full. */
  private int probe(NgramHash hash) {
    int slot = (int) Math.multiplyHigh(hash.high() >>> 1, 2L * slots);
    while (low[slot] != 0 && (high[slot] != hash.high() || Math.abs(low[slot]) != hash.low())) {
      slot = slot + 1 == slots ? 0 : slot + 1;
    }
    return slot;
  }
}

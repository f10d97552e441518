package io.timestep.ngram.model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The lines of a shard, each order's into a stream of its own, in one walk through the trie. */
public final class ArpaSections {
  private ArpaSections() {}

  /** Bytes that {@link #write} makes of each order, [order]. */
  public static long[] sizes(NgramTrie shard, Lexicon lexicon) {
    return ArpaSizes.of(shard, lexicon);
  }

  /**
   * Writes what {@link ArpaWriter#lines} writes for each order.
   *
   * @param outs of order 1 to N; flushed, not closed, [order]
   */
  public static void write(NgramTrie shard, Lexicon lexicon, List<? extends OutputStream> outs)
      throws IOException {
    List<ArpaLines> sections = new ArrayList<>();
    for (OutputStream out : outs) {
      sections.add(new ArpaLines(lexicon, out));
    }
    new ArpaWalk(lexicon, order -> sections.get(order - 1)).run(shard, shard.order());
    for (ArpaLines section : sections) {
      section.flush();
    }
  }
}

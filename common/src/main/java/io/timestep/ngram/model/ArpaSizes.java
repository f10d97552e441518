package io.timestep.ngram.model;

/** How many bytes the lines of a shard take, without writing them. */
final class ArpaSizes {
  private final Lexicon lexicon;
  private final NgramTrie shard;
  private final FloatTexts backoffs = new FloatTexts();
  private final long[] bytes;

  private ArpaSizes(NgramTrie shard, Lexicon lexicon) {
    this.lexicon = lexicon;
    this.shard = shard;
    this.bytes = new long[shard.order()];
  }

  /** By order, [order]. */
  static long[] of(NgramTrie shard, Lexicon lexicon) {
    ArpaSizes sizes = new ArpaSizes(shard, lexicon);
    sizes.nodes(1, 0, shard.level(1).size(), 0);
    return sizes.bytes;
  }

  /** Adds the nodes [from, to) of a level, whose common words are the context, and all below. */
  private void nodes(int order, int from, int to, long contextBytes) {
    TrieLevel level = shard.level(order);
    int[] children = level.children();
    long sum = 0;
    for (int node = from; node < to; node++) {
      sum += ArpaLines.length(level, node, contextBytes, lexicon, backoffs);
      if (children != null && children[node] < children[node + 1]) {
        int length = lexicon.length(level.words()[node]);
        nodes(order + 1, children[node], children[node + 1], contextBytes + length + 1);
      }
    }
    bytes[order - 1] += sum;
  }
}

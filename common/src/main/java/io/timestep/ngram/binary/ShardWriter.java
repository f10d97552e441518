package io.timestep.ngram.binary;

import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Packs the N-grams that begin with certain words into a shard: one file, written in one go. */
final class ShardWriter {
  /** Order (4), zero (4), first word (4), word after the last (4). */
  static final int HEADER_BYTES = 16;

  private final NgramTrie trie;
  private final List<LevelLayout> layouts = new ArrayList<>();
  private final List<Codebook> probs = new ArrayList<>();
  private final List<Codebook> backoffs = new ArrayList<>();

  private ShardWriter(NgramTrie trie, int vocabularySize, Precision precision) {
    this.trie = trie;
    int wordBits = LevelLayout.bits(vocabularySize - 1L);
    long at = FileFrame.HEAD_BYTES + HEADER_BYTES + (long) trie.order() * LevelLayout.BYTES;
    for (int order = 1; order <= trie.order(); order++) {
      TrieLevel level = trie.level(order);
      check(level, order);
      boolean exact = order == 1 || level.size() == 0;
      Codebook prob =
          exact || precision.probBits() == Precision.EXACT_PROB_BITS
              ? null
              : Codebook.of(level.log10Probs(), precision.probBits());
      Codebook backoff =
          exact
                  || level.log10Backoffs() == null
                  || precision.backoffBits() == Precision.EXACT_BACKOFF_BITS
              ? null
              : Codebook.of(level.log10Backoffs(), precision.backoffBits());
      probs.add(prob);
      backoffs.add(backoff);
      LevelLayout layout = LevelLayout.of(level, order, wordBits, prob, backoff, at);
      layouts.add(layout);
      at = layout.end();
    }
  }

  /**
   * Writes a shard.
   *
   * @param name of the file, for the summary
   * @param trie its unigrams are words that follow each other, one at least
   */
  static ShardSummary write(
      OutputStream out, String name, NgramTrie trie, int vocabularySize, Precision precision)
      throws IOException {
    int[] words = trie.level(1).words();
    checkUnigrams(words, vocabularySize);
    ShardWriter writer = new ShardWriter(trie, vocabularySize, precision);
    long bytes = writer.layouts.get(trie.order() - 1).end() + FileFrame.TAIL_BYTES;
    BitWriter bits = new BitWriter(out);
    FileFrame.SHARD.writeHead(bits, bytes);
    bits.writeLong(trie.order());
    bits.write(words[0], Integer.SIZE);
    bits.write(words[0] + (long) words.length, Integer.SIZE);
    for (LevelLayout layout : writer.layouts) {
      layout.write(bits);
    }
    List<Long> counts = new ArrayList<>();
    for (int order = 1; order <= trie.order(); order++) {
      writer.writeLevel(bits, order);
      counts.add((long) trie.level(order).size());
    }
    int checksum = FileFrame.SHARD.writeTail(bits);
    return new ShardSummary(
        name, words[0], words[0] + words.length, counts, bytes, "%08x".formatted(checksum));
  }

  private static void checkUnigrams(int[] words, int vocabularySize) {
    int first = words.length == 0 ? -1 : words[0];
    for (int i = 0; i < words.length; i++) {
      if (words[i] != first + i) {
        throw new IllegalArgumentException("A shard has no unigram of word " + (first + i));
      }
    }
    if (first < 0 || first > vocabularySize - words.length) {
      throw new IllegalArgumentException(
          "A shard of %d words from id %d, %d in all"
              .formatted(words.length, first, vocabularySize));
    }
  }

  private static void check(TrieLevel level, int order) {
    for (float log10Prob : level.log10Probs()) {
      if (!(log10Prob <= 0)) {
        throw new IllegalArgumentException(
            "log10 p of order %d must be at most 0, got %s".formatted(order, log10Prob));
      }
    }
    if (level.log10Backoffs() != null) {
      for (float log10Backoff : level.log10Backoffs()) {
        if (!(log10Backoff < Float.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "log10 backoff of order %d must be a number, got %s".formatted(order, log10Backoff));
        }
      }
    }
  }

  private void writeLevel(BitWriter out, int order) throws IOException {
    TrieLevel level = trie.level(order);
    LevelLayout layout = layouts.get(order - 1);
    Codebook prob = probs.get(order - 1);
    Codebook backoff = backoffs.get(order - 1);
    writeCodes(out, prob);
    writeCodes(out, backoff);
    for (long block = 0; block < layout.anchors(); block++) {
      out.write(level.children()[(int) (block << layout.blockShift())], Integer.SIZE);
    }
    out.align();
    if (layout.hasWordTable()) {
      for (int word : level.words()) {
        out.write(word, layout.wordBits());
      }
      out.align();
    }
    int wordBits = layout.hasWordTable() ? 0 : layout.wordBits();
    for (int node = 0; node < level.size(); node++) {
      out.write(wordBits == 0 ? 0 : level.words()[node], wordBits);
      writeValue(out, prob, level.log10Probs()[node], layout.probBits());
      if (!layout.isLeaf()) {
        writeValue(out, backoff, level.log10Backoffs()[node], layout.backoffBits());
        out.write(childDistance(level, layout, node), layout.childBits());
      }
    }
    if (!layout.isLeaf()) {
      out.write(0, wordBits);
      out.write(0, layout.probBits());
      out.write(0, layout.backoffBits());
      out.write(childDistance(level, layout, level.size()), layout.childBits());
    }
    out.align();
  }

  private static void writeCodes(BitWriter out, Codebook codebook) throws IOException {
    if (codebook != null) {
      for (float value : codebook.values()) {
        out.writeFloat(value);
      }
      out.align();
    }
  }

  private static void writeValue(BitWriter out, Codebook codebook, float value, int bits)
      throws IOException {
    int code = codebook != null ? codebook.encode(value) : Float.floatToIntBits(value);
    out.write(code & ((1L << bits) - 1), bits); // drops the sign of exact probabilities
  }

  private static int childDistance(TrieLevel level, LevelLayout layout, int node) {
    int first = (int) ((long) node >> layout.blockShift() << layout.blockShift());
    return level.children()[node] - level.children()[first];
  }
}

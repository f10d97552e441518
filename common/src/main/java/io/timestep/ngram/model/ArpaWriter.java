package io.timestep.ngram.model;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes ARPA text as lmplz does: {@code log10 p TAB words [TAB log10 backoff]}, no backoff at the
 * highest order, the shortest decimals that read back as the same floats. The lines of a section
 * stand in the order of their words' ids.
 *
 * <p>A file can be written in parts: the header, then for each order its title, the lines of all
 * shards one shard after the other, and the section's end, at last the file's end. The bytes are
 * the same however the model is cut into shards.
 *
 * <p>log10 p is capped at 0, zero is written {@code 0} and minus infinity {@code -99}, as SRILM
 * writes it. The stream is not closed; what is written is in it after {@link #flush}.
 */
public final class ArpaWriter implements Flushable {
  private final Lexicon lexicon;
  private final ArpaLines out;

  public ArpaWriter(Lexicon lexicon, OutputStream out) {
    this.lexicon = lexicon;
    this.out = new ArpaLines(lexicon, out);
  }

  /** Writes a whole model. */
  public static void write(NgramTrie trie, Lexicon lexicon, OutputStream out) throws IOException {
    ArpaWriter writer = new ArpaWriter(lexicon, out);
    long[] ngrams = new long[trie.order()];
    for (int order = 1; order <= trie.order(); order++) {
      ngrams[order - 1] = trie.level(order).size();
    }
    writer.header(ngrams);
    for (int order = 1; order <= trie.order(); order++) {
      writer.beginSection(order);
      writer.lines(trie, order);
      writer.endSection();
    }
    writer.end();
    writer.flush();
  }

  /**
   * The head of the file.
   *
   * @param ngrams their number in the whole model, by order, [order]
   */
  public void header(long[] ngrams) throws IOException {
    out.text("\\data\\\n");
    for (int i = 0; i < ngrams.length; i++) {
      out.text("ngram %d=%d\n".formatted(i + 1, ngrams[i]));
    }
    out.text("\n");
  }

  /** The title above the N-grams of an order. */
  public void beginSection(int order) throws IOException {
    out.text("\\%d-grams:\n".formatted(order));
  }

  /** The blank line after the N-grams of an order. */
  public void endSection() throws IOException {
    out.text("\n");
  }

  /** The end of the file. */
  public void end() throws IOException {
    out.text("\\end\\\n");
  }

  /** Hands all that was written to the stream, and flushes that. */
  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /**
   * The N-grams of one order, a line each.
   *
   * @param shard the model, or the part whose first words are those of its level 1
   * @throws IllegalArgumentException if a value is no number, or a backoff plus infinity
   */
  public void lines(NgramTrie shard, int order) throws IOException {
    new ArpaWalk(lexicon, level -> level == order ? out : null).run(shard, order);
  }
}

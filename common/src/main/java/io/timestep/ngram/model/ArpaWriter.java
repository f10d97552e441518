package io.timestep.ngram.model;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
  /** What stands for the logarithm of 0. */
  static final float LOG10_ZERO = -99;

  private static final int BUFFER_BYTES = 1 << 18;

  private final Lexicon lexicon;
  private final OutputStream out;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int end;
  private byte[] context = new byte[1 << 10]; // the words before the last, each with a space behind

  public ArpaWriter(Lexicon lexicon, OutputStream out) {
    this.lexicon = lexicon;
    this.out = out;
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
    text("\\data\\\n");
    for (int i = 0; i < ngrams.length; i++) {
      text("ngram %d=%d\n".formatted(i + 1, ngrams[i]));
    }
    text("\n");
  }

  /** The title above the N-grams of an order. */
  public void beginSection(int order) throws IOException {
    text("\\%d-grams:\n".formatted(order));
  }

  /** The blank line after the N-grams of an order. */
  public void endSection() throws IOException {
    text("\n");
  }

  /** The end of the file. */
  public void end() throws IOException {
    text("\\end\\\n");
  }

  /** Hands all that was written to the stream, and flushes that. */
  @Override
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  /**
   * The N-grams of one order, a line each.
   *
   * @param shard the model, or the part whose first words are those of its level 1
   * @throws IllegalArgumentException if a value is no number, or a backoff plus infinity
   */
  public void lines(NgramTrie shard, int order) throws IOException {
    lines(shard, order, 1, 0, shard.level(1).size(), 0);
  }

  /** The N-grams below nodes [from, to) of a level, whose common words are in the context. */
  private void lines(NgramTrie shard, int order, int level, int from, int to, int contextEnd)
      throws IOException {
    if (level == order) {
      siblings(shard.level(order), from, to, contextEnd);
      return;
    }
    int[] words = shard.level(level).words();
    int[] children = shard.level(level).children();
    for (int node = from; node < to; node++) {
      if (children[node] < children[node + 1]) {
        int length = lexicon.length(words[node]);
        if (context.length - contextEnd <= length) {
          context = Arrays.copyOf(context, Math.addExact(2 * contextEnd, length + 1));
        }
        int grown = lexicon.copy(words[node], context, contextEnd);
        context[grown++] = ' ';
        lines(shard, order, level + 1, children[node], children[node + 1], grown);
      }
    }
  }

  private void siblings(TrieLevel level, int from, int to, int contextEnd) throws IOException {
    int[] words = level.words();
    float[] probs = level.log10Probs();
    float[] backoffs = level.log10Backoffs();
    for (int node = from; node < to; node++) {
      reserve(contextEnd, lexicon.length(words[node]));
      number(Math.min(probs[node], 0));
      buffer[end++] = '\t';
      System.arraycopy(context, 0, buffer, end, contextEnd);
      end = lexicon.copy(words[node], buffer, end + contextEnd);
      if (backoffs != null) {
        buffer[end++] = '\t';
        number(backoffs[node]);
      }
      buffer[end++] = '\n';
    }
  }

  private void number(float value) {
    if (value == 0) {
      buffer[end++] = '0'; // never -0
    } else {
      float finite = value == Float.NEGATIVE_INFINITY ? LOG10_ZERO : value;
      end = FloatText.write(finite, buffer, end);
    }
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    reserve(bytes.length, 0);
    System.arraycopy(bytes, 0, buffer, end, bytes.length);
    end += bytes.length;
  }

  /** Makes room for a line whose text is in two parts. */
  private void reserve(int first, int second) throws IOException {
    long needed = (long) first + second + 2 * FloatText.MAX_LENGTH + 3;
    if (needed > buffer.length - end) {
      drain();
      if (needed > buffer.length) {
        buffer = new byte[Math.toIntExact(needed)];
      }
    }
  }

  private void drain() throws IOException {
    out.write(buffer, 0, end);
    end = 0;
  }
}

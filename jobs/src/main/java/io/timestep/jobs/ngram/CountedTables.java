package io.timestep.jobs.ngram;

import io.timestep.ngram.count.WordCounter;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The tables of words of several folders, or parts of them.
 *
 * @param words all that are no boundaries
 * @param starts how often {@code <s>} was counted, [folders]
 * @param ends how often {@code </s>} was counted, [folders]
 * @param tokens occurrences of all other words, [folders]
 * @param reserved occurrences of words that a model keeps for itself, [folders]
 */
record CountedTables(WordCounter words, long[] starts, long[] ends, long[] tokens, long[] reserved)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final byte[] START = bytes(Vocabulary.SENTENCE_START);
  private static final byte[] END = bytes(Vocabulary.SENTENCE_END);

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  /** Nothing yet. */
  static CountedTables of(int folders) {
    return new CountedTables(
        new WordCounter(),
        new long[folders],
        new long[folders],
        new long[folders],
        new long[folders]);
  }

  /**
   * Reads a file into this.
   *
   * @param file of order 1
   * @throws UserException if it is broken, or holds what is no word
   */
  CountedTables read(Configuration hadoop, CountsFile file) {
    try (NgramTableReader rows = NgramTableReader.open(hadoop, file.path())) {
      while (rows.next()) {
        byte[] word = rows.ngram();
        requireWord(word, file.path());
        add(file.folder(), word, rows.count());
      }
    }
    return this;
  }

  private void add(int folder, byte[] word, long count) {
    if (Arrays.equals(word, START)) {
      starts[folder] += count;
    } else if (Arrays.equals(word, END)) {
      ends[folder] += count;
    } else {
      tokens[folder] += count;
      if (ReservedSpelling.is(word, 0, word.length)) {
        reserved[folder] += count;
      }
      words.add(word, 0, word.length, count, 0); // where it first stood is not known
    }
  }

  /** Both together; the tables belong to the result from here on. */
  CountedTables merge(CountedTables other) {
    boolean larger = words.size() >= other.words.size();
    return new CountedTables(
        larger ? words.addAll(other.words) : other.words.addAll(words),
        sums(starts, other.starts),
        sums(ends, other.ends),
        sums(tokens, other.tokens),
        sums(reserved, other.reserved));
  }

  /**
   * Checks that the tables are whole and without words that a model keeps for itself.
   *
   * @param folders all that were read
   * @throws UserException if not
   */
  void check(List<CountsFolder> folders) {
    for (int i = 0; i < folders.size(); i++) {
      CountsFolder folder = folders.get(i);
      long sentences = folder.totals().sentences();
      if (reserved[i] > 0 || starts[i] > sentences || ends[i] > sentences) {
        throw new UserException(
            "%s: the text has one of the words %s, which an N-gram model keeps for itself; rename it in the text and count again"
                .formatted(folder.table(1), ReservedSpelling.NAMES));
      }
      if (starts[i] < sentences || ends[i] < sentences || tokens[i] != folder.totals().tokens()) {
        throw new UserException(
            "%s: has %d words in %d sentences, metrics.json says %d in %d; copy the whole folder again, or count the text again"
                .formatted(
                    folder.table(1),
                    tokens[i],
                    Math.min(starts[i], ends[i]),
                    folder.totals().tokens(),
                    sentences));
      }
    }
  }

  private static long[] sums(long[] one, long[] other) {
    long[] sums = new long[one.length];
    Arrays.setAll(sums, i -> one[i] + other[i]);
    return sums;
  }

  private static void requireWord(byte[] word, String path) {
    boolean isWord = word.length > 0;
    for (byte b : word) {
      isWord &= b != ' ' && b != '\t' && b != '\n' && b != '\r' && b != 0;
    }
    if (!isWord) {
      throw new UserException(
          "%s: '%s' is no word: it is empty or has white space; train from the text"
              .formatted(path, new String(word, StandardCharsets.UTF_8)));
    }
  }
}

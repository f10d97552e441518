package io.timestep.jobs.ngram;

import io.timestep.ngram.count.WordCounter;
import io.timestep.text.TextConfig;
import io.timestep.text.WordReader;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/** The words that a model may have, by their bytes; a word may be named more than once. */
final class VocabularyLimit {
  private static final String SETTING = "ngram.vocabulary-limit";

  private final Set<ByteBuffer> words = new HashSet<>();

  private VocabularyLimit() {}

  /**
   * Reads a file as the text is read.
   *
   * @throws UserException if there is no such file
   */
  static VocabularyLimit read(Store store, String file, TextConfig text) {
    if (!store.exists(file) || store.isFolder(file)) {
      throw new UserException(
          "%s: %s is no file; expected one with the words a model may have, apart from white space"
              .formatted(SETTING, file));
    }
    VocabularyLimit limit = new VocabularyLimit();
    WordReader reader = WordReader.of(text);
    byte[] bytes = bytes(store, file);
    for (int from = 0, to; from < bytes.length; from = to + 1) {
      to = from;
      while (to < bytes.length && bytes[to] != '\n') {
        to++;
      }
      reader.read(Arrays.copyOfRange(bytes, from, to), to - from, limit::add);
    }
    return limit;
  }

  /** Whether the word at an index of a table is among them. */
  IntPredicate in(WordCounter table) {
    return index -> words.contains(ByteBuffer.wrap(table.word(index)));
  }

  private void add(byte[] bytes, int from, int to) {
    words.add(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to)));
  }

  private static byte[] bytes(Store store, String file) {
    try (InputStream in = store.open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}

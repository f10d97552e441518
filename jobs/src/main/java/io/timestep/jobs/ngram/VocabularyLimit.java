package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.ByteOrderMark;
import io.timestep.jobs.corpus.TextFile;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.count.WordCounter;
import io.timestep.text.TextConfig;
import io.timestep.text.WordReader;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/** The words that a model may have, by their bytes; a word may be named more than once. */
final class VocabularyLimit {
  private static final String SETTING = "ngram.vocabulary-limit";

  private final String file;
  private final Set<ByteBuffer> words = new HashSet<>();

  private VocabularyLimit(String file) {
    this.file = file;
  }

  /**
   * Reads a file as the text is read: its compression, its byte order mark and its words.
   *
   * @throws UserException if there is no such file, or it cannot be read
   */
  static VocabularyLimit read(
      JobContext context, String file, TextConfig text, ByteOrderMark mark) {
    Store store = context.store();
    if (!store.exists(file) || store.isFolder(file)) {
      throw new UserException(
          "%s: %s is no file; expected one with the words a model may have, apart from white space"
              .formatted(SETTING, file));
    }
    VocabularyLimit limit = new VocabularyLimit(file);
    WordReader reader = WordReader.of(text);
    TextFile.forEachLine(
        context, file, mark, line -> reader.read(line.bytes(), line.length(), limit::add));
    return limit;
  }

  /** Distinct words of the file. */
  int size() {
    return words.size();
  }

  /**
   * Refuses a list that has nothing to do with the text.
   *
   * @param kept words of the text that are among them
   */
  void requireSome(int kept) {
    if (kept == 0) {
      throw new UserException(
          "%s: none of the %d words in %s is in the text; expected words as the model's text.* settings make them, apart from white space"
              .formatted(SETTING, size(), file));
    }
  }

  /** Whether the word at an index of a table is among them. */
  IntPredicate in(WordCounter table) {
    return index -> words.contains(ByteBuffer.wrap(table.word(index)));
  }

  private void add(byte[] bytes, int from, int to) {
    words.add(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to)));
  }
}

package io.timestep.vocab;

import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code vocab.tsv}: UTF-8, a heading line, then one entry a line in id order: id, word, count,
 * separated by tabs. In a word, backslash, tab, line feed and carriage return are written {@code
 * \\}, {@code \t}, {@code \n} and {@code \r}.
 */
public final class VocabularyFile {
  /** The file's usual name. */
  public static final String NAME = "vocab.tsv";

  /** A backslash and what follows, if anything. */
  private static final Pattern ESCAPE = Pattern.compile("\\\\.?");

  private static final String HEADING = "id\tword\tcount";

  private VocabularyFile() {}

  /** Writes the file; one that exists is replaced. */
  public static void write(Store store, String path, Vocabulary vocabulary) {
    try (BufferedWriter out =
        new BufferedWriter(new OutputStreamWriter(store.create(path), StandardCharsets.UTF_8))) {
      out.write(HEADING + "\n");
      for (int id = 0; id < vocabulary.size(); id++) {
        out.write(id + "\t" + escape(vocabulary.word(id)) + "\t" + vocabulary.count(id) + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /**
   * Reads the file.
   *
   * @throws UserException if it is missing or not as this class writes it, with file and line
   */
  public static Vocabulary read(Store store, String path) {
    if (!store.exists(path)) {
      throw new UserException("%s: no such file; expected a vocabulary".formatted(path));
    }
    List<WordCount> entries = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(store.open(path), StandardCharsets.UTF_8))) {
      String heading = in.readLine();
      if (!HEADING.equals(heading)) {
        throw malformed(path, 1, "the heading 'id<TAB>word<TAB>count'", String.valueOf(heading));
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        entries.add(entry(line, path, entries.size()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
    return vocabulary(entries, path);
  }

  private static Vocabulary vocabulary(List<WordCount> entries, String path) {
    List<String> words = entries.stream().map(WordCount::word).toList();
    if (!Vocabulary.startsWithSpecials(words)) {
      throw malformed(path, 2, "<unk>, <s> and </s> with ids 0, 1 and 2", "other entries");
    }
    try {
      return Vocabulary.of(words, entries.stream().mapToLong(WordCount::count).toArray());
    } catch (UserException e) {
      throw new UserException(path + ": " + e.getMessage(), e);
    }
  }

  private static WordCount entry(String line, String path, int id) {
    String[] fields = line.split("\t", -1);
    int number = id + 2; // after the heading, from 1
    if (fields.length != 3 || fields[1].isEmpty()) {
      throw malformed(path, number, "id<TAB>word<TAB>count", line);
    }
    if (!fields[0].equals(Integer.toString(id))) {
      throw malformed(path, number, "id " + id, fields[0]);
    }
    try {
      long count = Long.parseLong(fields[2]);
      if (count >= 0) {
        return new WordCount(unescape(fields[1], path, number), count);
      }
    } catch (NumberFormatException e) {
      // falls through: said below
    }
    throw malformed(path, number, "a count of 0 or more", fields[2]);
  }

  private static UserException malformed(String path, int line, String expected, String found) {
    return new UserException("%s:%d: expected %s, got '%s'".formatted(path, line, expected, found));
  }

  private static String escape(String word) {
    return word.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescape(String field, String path, int line) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    Matcher escapes = ESCAPE.matcher(field);
    StringBuilder word = new StringBuilder();
    while (escapes.find()) {
      String character =
          switch (escapes.group()) {
            case "\\\\" -> "\\";
            case "\\t" -> "\t";
            case "\\n" -> "\n";
            case "\\r" -> "\r";
            default ->
                throw malformed(path, line, "\\\\, \\t, \\n or \\r after a backslash", field);
          };
      escapes.appendReplacement(word, Matcher.quoteReplacement(character));
    }
    escapes.appendTail(word);
    return word.toString();
  }
}

package io.timestep.ngram.model;

import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads ARPA files of any tool: N-grams in any order, fields apart by tabs or spaces, backoffs that
 * are missing (they mean 0), text before the head, lines that end with CR. Ids: the specials, then
 * the 1-grams in the order of the file.
 *
 * <ul>
 *   <li>{@code <UNK>} is {@code <unk>}. Without either, log10 p({@code <unk>}) is -100, as KenLM
 *       has it.
 *   <li>{@code <s>} and {@code </s>} must be there.
 *   <li>{@code -inf} is read as -99, which stands for it in SRILM's files.
 *   <li>log10 p above 0 by no more than 1e-5 is a rounding error and read as 0.
 *   <li>A context that has N-grams but is not listed (SRILM's pruning leaves such) is put in with
 *       its backed-off probability and a backoff of 0: the model's probabilities stay the same.
 * </ul>
 *
 * <p>Anything else is an error with file and line. While it reads, an N-gram takes about 28 bytes
 * in the order being read and 16 in those below.
 */
public final class ArpaReader {
  private static final float LOG10_UNKNOWN = -100; // KenLM's unknown_missing_logprob

  private final ArpaLine line;
  private final int[] counts;
  private final TrieLevels trie;
  private Lexicon lexicon;

  private ArpaReader(ArpaLine line, int[] counts) {
    this.line = line;
    this.counts = counts;
    this.trie = new TrieLevels(counts.length);
  }

  /**
   * Reads a model.
   *
   * @param in its text, decompressed; read to the end, not closed
   * @param name of the file, for messages
   * @throws UserException if it is no ARPA model or a broken one: {@code name:line: expected ...,
   *     got ...}, with a remedy
   */
  public static ArpaModel read(InputStream in, String name) throws IOException {
    ArpaLine line = new ArpaLine(in, name);
    return new ArpaReader(line, ArpaHeader.read(line)).read();
  }

  private ArpaModel read() throws IOException {
    boolean there = advanceToTitle();
    for (int order = 1; order <= counts.length; order++) {
      requireText(there, "\\%d-grams:".formatted(order));
      trie.add(order == 1 ? unigrams() : ngrams(order));
      there = advanceToTitle();
    }
    requireText(there, "\\end\\");
    if (line.advanceToText()) {
      throw line.expected(
          "nothing after \\end\\", quotedLine(), "one file holds one model; split it");
    }
    return new ArpaModel(lexicon, trie.build());
  }

  /** A section ends at a blank line, or at the next title itself. */
  private boolean advanceToTitle() throws IOException {
    line.rewind();
    return line.nextField() || line.advanceToText();
  }

  private void requireText(boolean there, String expected) {
    if (!there || !line.text().equals(expected)) {
      String got = there ? quotedLine() : "the end of the file";
      throw line.expected(expected, got, "the file is cut off or edited; make the model again");
    }
  }

  private SortedLevel unigrams() throws IOException {
    LexiconBuilder words = new LexiconBuilder();
    boolean[] listed = new boolean[Vocabulary.SPECIALS];
    TrieRows rows = rows(1);
    while (nextNgram()) {
      float log10Prob = ArpaNgram.log10Prob(line);
      requireWord(1, 1);
      int id = wordId(words.find(line.bytes(), line.fieldStart(), line.fieldEnd()));
      boolean special = id >= 0 && id < listed.length;
      if (id >= 0 && (!special || listed[id])) {
        throw duplicate(line.number(), "'" + line.field() + "'");
      }
      if (special) {
        listed[id] = true;
      } else {
        id = words.add(line.bytes(), line.fieldStart(), line.fieldEnd());
      }
      rows.add(0, id, log10Prob, log10Backoff(1));
    }
    requireCount(rows.size(), 1);
    addUnlisted(listed, rows);
    lexicon = words.build();
    return rows.sorted(1);
  }

  private void addUnlisted(boolean[] listed, TrieRows rows) {
    if (!listed[Vocabulary.START] || !listed[Vocabulary.END]) {
      String missing =
          listed[Vocabulary.START] ? Vocabulary.SENTENCE_END : Vocabulary.SENTENCE_START;
      throw line.expected(
          "%s among the 1-grams".formatted(missing),
          "none",
          "sentences cannot be scored without; add '-99<TAB>%s'".formatted(missing));
    }
    if (!listed[Vocabulary.UNKNOWN]) {
      rows.add(0, Vocabulary.UNKNOWN, LOG10_UNKNOWN, 0);
    }
  }

  private SortedLevel ngrams(int order) throws IOException {
    TrieRows rows = rows(order);
    MissingContexts missing = new MissingContexts(order - 1);
    int[] words = new int[order];
    long firstLine = line.number() + 1;
    while (nextNgram()) {
      float log10Prob = ArpaNgram.log10Prob(line);
      readWords(words);
      float log10Backoff = log10Backoff(order);
      int context = trie.find(words, 0, order - 1);
      int parent = context == TrieLevels.ABSENT ? -1 - missing.add(words) : context;
      rows.add(parent, words[order - 1], log10Prob, log10Backoff);
    }
    requireCount(rows.size(), order);
    if (!missing.isEmpty()) {
      insert(missing, rows);
    }
    SortedLevel level = rows.sorted(trie.level(order - 1).size());
    int duplicate = rows.duplicate(level);
    if (duplicate >= 0) {
      throw duplicate(firstLine + duplicate, "one twice");
    }
    return level;
  }

  private void insert(MissingContexts missing, TrieRows rows) {
    int[] moved = missing.insertInto(trie);
    for (int row = 0; row < rows.size(); row++) {
      int parent = rows.parent(row);
      rows.setParent(row, parent < 0 ? missing.node(trie, -1 - parent) : moved[parent]);
    }
  }

  private TrieRows rows(int order) {
    return order < counts.length ? TrieRows.withBackoffs() : TrieRows.withoutBackoffs();
  }

  /** Goes to the next line's first field; false where that is no N-gram: blank or a title. */
  private boolean nextNgram() throws IOException {
    return line.advance() && line.nextField() && line.bytes()[line.fieldStart()] != '\\';
  }

  private void readWords(int[] words) {
    for (int i = 0; i < words.length; i++) {
      requireWord(i + 1, words.length);
      words[i] = wordId(lexicon.find(line.bytes(), line.fieldStart(), line.fieldEnd()));
      if (words[i] < 0) {
        throw line.expected(
            "a word of the 1-grams",
            "'" + line.field() + "'",
            "list it there, or drop the N-grams that have it");
      }
    }
  }

  private void requireWord(int number, int order) {
    if (!line.nextField()) {
      throw line.expected(
          "%d words after the log10 probability".formatted(order),
          Integer.toString(number - 1),
          "correct the line or make the model again");
    }
  }

  /** The id found, or that of {@code <unk>} where the field is its other spelling. */
  private int wordId(int found) {
    return found < 0 && isUpperUnknown() ? Vocabulary.UNKNOWN : found;
  }

  private boolean isUpperUnknown() {
    byte[] text = line.bytes();
    int at = line.fieldStart();
    return line.fieldEnd() - at == 5
        && text[at] == '<'
        && text[at + 1] == 'U'
        && text[at + 2] == 'N'
        && text[at + 3] == 'K'
        && text[at + 4] == '>';
  }

  private float log10Backoff(int order) {
    if (order < counts.length) {
      return ArpaNgram.log10Backoff(line);
    }
    ArpaNgram.noBackoff(line);
    return 0;
  }

  private void requireCount(int size, int order) {
    if (size != counts[order - 1]) {
      throw line.expected(
          "the section's end after %d %d-grams, as the head says"
              .formatted(counts[order - 1], order),
          "it after " + size,
          "the file is cut off or edited; make the model again");
    }
  }

  private UserException duplicate(long number, String got) {
    return line.expected(number, "each N-gram once", got, "keep one of them");
  }

  private String quotedLine() {
    return "'" + line.text() + "'";
  }
}

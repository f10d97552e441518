package io.timestep.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * From the bytes of a line to its tokens, in the steps decode, normalize, tokenize; it counts what
 * it meets. For one thread.
 *
 * <p>A line longer than {@code text.long-line-bytes} is handled in pieces of at most so many bytes,
 * each cut after the last white space in reach, or between two characters where there is none (a
 * token is then cut in two). It stays one line.
 */
public final class LineTokenizer {
  private final TextConfig config;
  private final TextNormalizer normalizer;
  private final Tokenizer tokenizer;
  private final boolean keepsBytes; // of words in a normal form
  private long lines;
  private long emptyLines;
  private long malformedLines;
  private long nulBytes;
  private long windowsLineEnds;
  private long longLines;
  private long byteCount;
  private long characters;

  public LineTokenizer(TextConfig config) {
    this.config = config;
    this.normalizer = new TextNormalizer(config);
    this.tokenizer = Tokenizers.create(config);
    this.keepsBytes =
        config.tokenizer() == TextConfig.TokenizerKind.WHITESPACE && !config.lowerCase();
  }

  /**
   * Decodes and normalizes a line.
   *
   * @param bytes UTF-8 from index 0, without the line feed; not changed
   * @param length how many bytes the line has
   */
  public Line read(byte[] bytes, int length) {
    int end = open(bytes, length);
    Line line = decode(bytes, end);
    characters += line.characters();
    return line;
  }

  /** Counts a line; where its text ends. */
  private int open(byte[] bytes, int length) {
    int end = length;
    if (end > 0 && bytes[end - 1] == '\r') {
      windowsLineEnds++;
      end--;
    }
    lines++;
    byteCount += end;
    countNuls(bytes, end);
    if (end > config.longLineBytes()) {
      longLines++;
    }
    return end;
  }

  /**
   * Gives the line's tokens in order and counts the line as empty if there is none.
   *
   * @return how many tokens
   */
  public long tokenize(Line line, Consumer<String> sink) {
    long[] tokens = {0};
    for (String piece : line.pieces()) {
      tokenizer.tokenize(
          piece,
          token -> {
            tokens[0]++;
            sink.accept(token);
          });
    }
    return count(tokens[0]);
  }

  private long count(long tokens) {
    if (tokens == 0) {
      emptyLines++;
    }
    return tokens;
  }

  /**
   * Reads a line and gives its tokens in UTF-8: {@link #read}, then {@link #tokenize}. Where only
   * white space matters, a line that decoding and normalizing would not change is not decoded.
   *
   * @param bytes as in {@link #read}
   * @return how many tokens
   */
  public long words(byte[] bytes, int length, WordReader.Sink sink) {
    int end = open(bytes, length);
    int plain = plainCharacters(bytes, end);
    if (plain != Utf8.MALFORMED) {
      characters += plain;
      return count(WhitespaceTokenizer.tokenize(bytes, end, sink));
    }
    Line line = decode(bytes, end);
    characters += line.characters();
    return tokenize(
        line,
        token -> {
          byte[] word = token.getBytes(StandardCharsets.UTF_8);
          sink.word(word, 0, word.length);
        });
  }

  /** Code points of a line whose words are its bytes, else {@link Utf8#MALFORMED}. */
  private int plainCharacters(byte[] bytes, int end) {
    if (!keepsBytes || end > config.longLineBytes()) {
      return Utf8.MALFORMED;
    }
    int points = Utf8.characters(bytes, end);
    boolean ascii = points == end; // in every normal form
    return ascii || config.normalization() == TextConfig.Normalization.NONE
        ? points
        : Utf8.MALFORMED;
  }

  /** What all lines so far were like. */
  public TextStats stats() {
    return new TextStats(
        lines,
        emptyLines,
        malformedLines,
        nulBytes,
        windowsLineEnds,
        longLines,
        byteCount,
        characters);
  }

  private Line decode(byte[] bytes, int end) {
    List<String> pieces = new ArrayList<>(1);
    long codePoints = 0;
    boolean malformed = false;
    for (int from = 0; from < end; ) {
      int to = cut(bytes, from, end);
      String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      malformed |= text.indexOf('\uFFFD') >= 0 && !isUtf8(bytes, from, to);
      String normal = normalizer.normalize(text);
      codePoints += normal.codePointCount(0, normal.length());
      pieces.add(normal);
      from = to;
    }
    if (malformed) {
      malformedLines++;
    }
    return new Line(pieces, codePoints);
  }

  /** Where the piece that begins at {@code from} ends. */
  private int cut(byte[] bytes, int from, int end) {
    if (end - from <= config.longLineBytes()) {
      return end;
    }
    int limit = from + config.longLineBytes();
    for (int to = limit; to > from; to--) {
      byte last = bytes[to - 1];
      if (last == ' ' || last == '\t' || last == '\r' || last == 0) {
        return to;
      }
    }
    int to = limit;
    while (to > limit - 3 && (bytes[to] & 0xC0) == 0x80) {
      to--; // bytes[to] continues a character
    }
    return to;
  }

  private void countNuls(byte[] bytes, int end) {
    for (int i = 0; i < end; i++) {
      if (bytes[i] == 0) {
        nulBytes++;
      }
    }
  }

  /** Asked only where a U+FFFD was seen: it may stand in the text itself. */
  private static boolean isUtf8(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}

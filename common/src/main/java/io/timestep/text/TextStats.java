package io.timestep.text;

import java.io.Serializable;

/**
 * What a text was like: how much of it there is, and what was odd.
 *
 * @param lines all lines, or rows of a column
 * @param emptyLines lines without a token; they are no sentences
 * @param malformedLines lines with bytes that are no UTF-8; each such place became U+FFFD
 * @param nulBytes bytes of value 0; they separate words
 * @param windowsLineEnds lines that ended in CR LF; the CR was taken away
 * @param longLines lines longer than {@code text.long-line-bytes}; tokenized piece by piece
 * @param bytes of all lines, without line ends
 * @param characters code points of all lines after normalization, without line ends
 */
public record TextStats(
    long lines,
    long emptyLines,
    long malformedLines,
    long nulBytes,
    long windowsLineEnds,
    long longLines,
    long bytes,
    long characters)
    implements Serializable {

  /** Of no text. */
  public static final TextStats EMPTY = new TextStats(0, 0, 0, 0, 0, 0, 0, 0);

  /** Of both texts. */
  public TextStats merge(TextStats other) {
    return new TextStats(
        lines + other.lines,
        emptyLines + other.emptyLines,
        malformedLines + other.malformedLines,
        nulBytes + other.nulBytes,
        windowsLineEnds + other.windowsLineEnds,
        longLines + other.longLines,
        bytes + other.bytes,
        characters + other.characters);
  }
}

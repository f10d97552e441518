package io.timestep.text;

import java.util.List;

/**
 * A line, decoded and normalized.
 *
 * @param pieces the text; one piece unless the line is long
 * @param characters code points of all pieces
 */
public record Line(List<String> pieces, long characters) {
  public Line {
    pieces = List.copyOf(pieces);
  }

  /** The hash of the whole text: {@link TextHash}. */
  public long hash() {
    TextHash hash = new TextHash();
    pieces.forEach(hash::add);
    return hash.value();
  }
}

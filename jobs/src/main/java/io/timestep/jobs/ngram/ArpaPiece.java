package io.timestep.jobs.ngram;

import io.timestep.ngram.model.ArpaWriter;
import io.timestep.ngram.model.Lexicon;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A few lines of an ARPA file that belong to no shard: the header, a title, an end. */
interface ArpaPiece {
  void write(ArpaWriter writer) throws IOException;

  /** The lines. */
  static byte[] bytes(Lexicon lexicon, ArpaPiece piece) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ArpaWriter writer = new ArpaWriter(lexicon, bytes);
      piece.write(writer);
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

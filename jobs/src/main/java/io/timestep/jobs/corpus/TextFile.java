package io.timestep.jobs.corpus;

import io.timestep.jobs.engine.JobContext;
import java.util.List;
import java.util.function.Consumer;

/** One file that is read as the text of a corpus is, but whole and in this process. */
public final class TextFile {
  private TextFile() {}

  /**
   * Gives the lines, which share their buffer: each is good until the next.
   *
   * @param file plain or compressed, as its name says
   * @throws io.timestep.util.UserException if it cannot be read to its end
   */
  public static void forEachLine(
      JobContext context, String file, ByteOrderMark mark, Consumer<RawLine> sink) {
    List<Slice> whole = List.of(new Slice(0, file, 0, Long.MAX_VALUE));
    try (SliceReader lines = new SliceReader(whole, mark, CorpusReader.configuration(context))) {
      lines.forEachRemaining(sink);
    }
  }
}

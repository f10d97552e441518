package io.timestep.jobs.corpus;

import io.timestep.util.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.util.LineReader;

/**
 * The lines of slices, one after another. Lines end at LF alone: a CR is text here and is taken
 * away, and counted, by {@link io.timestep.text.LineTokenizer}. A byte order mark at the start of a
 * file is left out, or kept if that is asked for.
 */
final class SliceReader implements Iterator<RawLine>, AutoCloseable {
  private static final byte[] LINE_FEED = {'\n'};
  private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);
  private static final int BUFFER_BYTES = 1 << 16;

  private final Configuration configuration;
  private final CompressionCodecFactory codecs;
  private final Iterator<Slice> slices;
  private final ByteOrderMark mark;
  private Text text = new Text();
  private Slice slice;
  private LineReader in;
  private long position;
  private RawLine next;

  SliceReader(List<Slice> slices, ByteOrderMark mark, Configuration configuration) {
    this.mark = mark;
    this.slices = slices.iterator();
    this.configuration = configuration;
    this.codecs = new CompressionCodecFactory(configuration);
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && (in != null || slices.hasNext())) {
        if (in == null) {
          open(slices.next());
        }
        next = readLine();
        if (next == null) {
          close();
        }
      }
      return next != null;
    } catch (IOException e) {
      throw new UserException(
          "%s: cannot be read beyond byte %d: %s".formatted(slice.path(), position, e.getMessage()),
          e);
    }
  }

  @Override
  public RawLine next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RawLine line = next;
    next = null;
    return line;
  }

  @Override
  public void close() {
    try {
      if (in != null) {
        in.close();
        in = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close " + slice.path(), e);
    }
  }

  private void open(Slice toOpen) throws IOException {
    slice = toOpen;
    Path path = new Path(slice.path());
    FSDataInputStream file = path.getFileSystem(configuration).open(path);
    CompressionCodec codec = codecs.getCodec(path);
    InputStream bytes = codec == null ? file : codec.createInputStream(file);
    in = new LineReader(bytes, BUFFER_BYTES, LINE_FEED);
    position = slice.start();
    if (slice.start() > 0) {
      // The line under way at the border belongs to the slice before; from one byte earlier, a
      // line that begins exactly here is kept.
      file.seek(slice.start() - 1);
      // Nothing of it is kept, and what lies beyond the slice is left to the slice it is in.
      long reach = slice.end() - slice.start() + 1;
      position += in.readLine(text, 0, (int) Math.min(Integer.MAX_VALUE, reach)) - 1;
    }
  }

  /** The next line, or null at the slice's end. */
  private RawLine readLine() throws IOException {
    if (position >= slice.end()) {
      return null;
    }
    if (text.getLength() > BUFFER_BYTES) {
      text = new Text(); // do not hold the memory of one long line to the end
    }
    long start = position;
    int consumed = in.readLine(text);
    position += consumed;
    if (consumed == 0) {
      return null;
    }
    if (start == 0 && mark == ByteOrderMark.OMIT && startsWithByteOrderMark()) {
      byte[] all = text.copyBytes();
      text.set(all, BYTE_ORDER_MARK.length, all.length - BYTE_ORDER_MARK.length);
    }
    return new RawLine(RawLine.key(slice.file(), start), text.getBytes(), text.getLength());
  }

  private boolean startsWithByteOrderMark() {
    byte[] bytes = text.getBytes();
    return text.getLength() >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }
}

package io.timestep.jobs.engine;

import java.io.FilterOutputStream;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;

/** A Hadoop file whose flush reaches readers: in HDFS that is another call. */
final class FlushedStream extends FilterOutputStream {
  /** Hadoop's name of the capability; its constant is deprecated without another in its place. */
  private static final String HFLUSH = "hflush";

  private final FSDataOutputStream file;

  FlushedStream(FSDataOutputStream file) {
    super(file);
    this.file = file;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    file.write(bytes, offset, length); // not byte by byte
  }

  @Override
  public void flush() throws IOException {
    if (file.hasCapability(HFLUSH)) {
      file.hflush();
    } else {
      file.flush(); // an object store shows the file when it is closed
    }
  }
}

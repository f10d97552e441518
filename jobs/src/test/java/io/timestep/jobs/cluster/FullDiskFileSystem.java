package io.timestep.jobs.cluster;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * Local files as {@code full:/...}, on a disk that is full in the middle of those whose name has
 * {@code fs.full.at} in it. It fails as Hadoop's own local file system does, with an error that is
 * no exception: the rest of the file goes to {@code /dev/full}.
 */
public final class FullDiskFileSystem extends RawLocalFileSystem {
  static final String SCHEME = "full";
  static final String AT = "fs.full.at";
  static final String MESSAGE = "No space left on device";

  /** Where Linux lets nothing be written. */
  private static final Path FULL = new Path("/dev/full");

  private static final int ROOM = 1000;

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FSDataOutputStream out =
        super.create(path, overwrite, bufferSize, replication, blockSize, progress);
    return path.getName().contains(getConf().get(AT))
        ? new FSDataOutputStream(
            new HalfWritten(
                out, super.create(FULL, true, bufferSize, replication, blockSize, progress)),
            null)
        : out;
  }

  private static final class HalfWritten extends FilterOutputStream {
    private final OutputStream full;
    private int room = ROOM;

    HalfWritten(OutputStream out, OutputStream full) {
      super(out);
      this.full = full;
    }

    @Override
    public void write(int b) throws IOException {
      if (room-- > 0) {
        out.write(b);
      } else {
        full.write(b);
        full.flush();
      }
    }

    @Override
    public void close() throws IOException {
      try (full) {
        super.close();
      }
    }
  }
}

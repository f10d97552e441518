package io.timestep.jobs.engine;

import io.timestep.util.LocalStore;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/** Files of any Hadoop file system: {@code file:}, {@code hdfs:}, {@code s3a:}, ... */
public final class HadoopStore implements Store {
  private static final String LOCAL = "file";

  private final Configuration configuration;

  public HadoopStore(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public boolean exists(String path) {
    return call(path, (fs, p) -> fs.exists(p));
  }

  @Override
  public boolean isFolder(String path) {
    return call(path, (fs, p) -> fs.exists(p) && fs.getFileStatus(p).isDirectory());
  }

  @Override
  public List<String> list(String folder) {
    return call(
        folder,
        (fs, p) -> {
          try {
            FileStatus[] files = fs.listStatus(p);
            return Arrays.stream(files).map(f -> f.getPath().getName()).sorted().toList();
          } catch (FileNotFoundException e) {
            return List.of(); // an object store has no empty folders
          }
        });
  }

  @Override
  public InputStream open(String path) {
    return call(path, (fs, p) -> fs.open(p));
  }

  /**
   * {@inheritDoc} A flush shows readers what was written so far, where the file system can do it.
   *
   * @throws UserException if the file system does not let it be written
   */
  @Override
  public OutputStream create(String path) {
    return call(
        path,
        (fs, p) -> {
          try {
            fs.setWriteChecksum(false); // no .crc beside a local file: people edit model.conf
            return new HadoopOutput(new FlushedStream(fs.create(p, true)));
          } catch (IOException e) {
            throw new UserException(
                "%s: cannot be written: %s; choose a path that may be".formatted(path, reason(e)),
                e);
          }
        });
  }

  @Override
  public void delete(String path) {
    call(path, (fs, p) -> fs.delete(p, true));
  }

  @Override
  public void rename(String from, String to) {
    boolean renamed = call(from, (fs, p) -> fs.rename(p, new Path(to)));
    if (!renamed) {
      throw new UncheckedIOException(new IOException("Cannot rename %s to %s".formatted(from, to)));
    }
  }

  /** {@inheritDoc} Only on the local disk links are followed. */
  @Override
  public boolean isWithin(String path, String folder) {
    Path inner = call(path, FileSystem::makeQualified);
    return call(folder, (fs, p) -> isOn(fs, inner) && isWithin(inner, fs.makeQualified(p)));
  }

  /** The file system itself knows its default port and its other names. */
  private static boolean isOn(FileSystem fs, Path qualified) {
    try {
      fs.makeQualified(qualified);
      return true;
    } catch (IllegalArgumentException e) { // of another file system
      return false;
    }
  }

  /** Of two paths of one file system; {@link Path} itself has resolved {@code ..}. */
  private static boolean isWithin(Path inner, Path outer) {
    String path = inner.toUri().getPath();
    String folder = outer.toUri().getPath();
    return LOCAL.equals(outer.toUri().getScheme())
        ? new LocalStore().isWithin(path, folder)
        : path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
  }

  private interface Call<T> {
    T on(FileSystem fs, Path path) throws IOException;
  }

  private <T> T call(String path, Call<T> call) {
    try {
      Path p = new Path(path);
      return call.on(p.getFileSystem(configuration), p);
    } catch (FileNotFoundException
        | NoSuchFileException
        | AccessDeniedException
        | AccessControlException e) {
      throw new UserException(
          "%s: cannot be read: %s; check the path and that it may be".formatted(path, reason(e)),
          e);
    } catch (UnsupportedFileSystemException | IllegalArgumentException e) {
      throw new UserException("%s: is no path: %s".formatted(path, reason(e)), e);
    } catch (IOException e) {
      throw new UncheckedIOException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse(message);
  }
}

package io.timestep.jobs.ngram;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;

/** Makes one file of many, in order. */
final class FileJoin {
  private static final int BUFFER_BYTES = 1 << 20;

  private FileJoin() {}

  /**
   * Joins. Files of the local disk are copied by the system, several at a time; a distributed file
   * system that can links their blocks; else the bytes pass through this process.
   *
   * @param parts some may be empty
   */
  static void join(Configuration hadoop, List<String> parts, String target) {
    try {
      Path path = new Path(target);
      FileSystem fs = path.getFileSystem(hadoop);
      if (fs instanceof LocalFileSystem local) {
        joinLocal(
            parts.stream().map(part -> local.pathToFile(new Path(part))).toList(),
            local.pathToFile(path));
      } else {
        joinElsewhere(fs, parts.stream().map(Path::new).toList(), path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + target, e);
    }
  }

  private static void joinLocal(List<File> parts, File target) throws IOException {
    long[] starts = new long[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      starts[i + 1] = starts[i] + parts.get(i).length();
    }
    Files.createFile(target.toPath());
    IntStream.range(0, parts.size()).parallel().forEach(i -> copy(parts.get(i), target, starts[i]));
  }

  private static void copy(File part, File target, long start) {
    try (FileChannel in = FileChannel.open(part.toPath(), StandardOpenOption.READ);
        FileChannel out = FileChannel.open(target.toPath(), StandardOpenOption.WRITE)) {
      out.position(start);
      long size = in.size();
      long done = 0;
      while (done < size) {
        long copied = in.transferTo(done, size - done, out);
        if (copied <= 0) {
          throw new IOException("%s ends at byte %d of %d".formatted(part, done, size));
        }
        done += copied;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append " + part, e);
    }
  }

  /** HDFS links no empty file, and none at all where files are encrypted. */
  private static void joinElsewhere(FileSystem fs, List<Path> parts, Path target)
      throws IOException {
    List<Path> full = new ArrayList<>();
    for (Path part : parts) {
      if (fs.getFileStatus(part).getLen() > 0) {
        full.add(part);
      }
    }
    try {
      fs.concat(full.get(0), full.stream().skip(1).toArray(Path[]::new));
    } catch (IOException | UnsupportedOperationException e) {
      copy(fs, full, target, e);
      return;
    }
    if (!fs.rename(full.get(0), target)) {
      throw new IOException("Cannot rename %s to %s".formatted(full.get(0), target));
    }
  }

  /**
   * Copies the parts.
   *
   * @param refused why they could not be linked
   */
  private static void copy(FileSystem fs, List<Path> parts, Path target, Exception refused)
      throws IOException {
    try (OutputStream out = fs.create(target, true)) {
      for (Path part : parts) {
        try (InputStream in = fs.open(part)) {
          IOUtils.copyBytes(in, out, BUFFER_BYTES);
        }
      }
    } catch (IOException e) {
      e.addSuppressed(refused);
      throw e;
    }
  }
}

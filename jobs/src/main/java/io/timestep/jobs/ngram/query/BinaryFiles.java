package io.timestep.jobs.ngram.query;

import io.timestep.ngram.binary.BinaryModel;
import io.timestep.util.LocalStore;
import io.timestep.util.UserException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.LocalFileSystem;

/** Binary models of any Hadoop file system, mapped from this machine's disk. */
final class BinaryFiles {
  private BinaryFiles() {}

  /** The path as any machine understands it, whatever its working directory. */
  static String qualified(Configuration hadoop, String folder) {
    try {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder);
      return path.getFileSystem(hadoop).makeQualified(path).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder, e);
    }
  }

  /**
   * Opens a model: one of the local disk where it lies; another is copied first. The copy is
   * deleted as soon as it is mapped, and takes its place on the disk until the process ends, in
   * whatever way.
   *
   * @param temporary an existing local folder for the copy
   * @throws UserException if the model is missing, damaged or of a newer format
   */
  static BinaryModel open(Configuration hadoop, String folder, Path temporary) {
    try {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder);
      FileSystem fs = path.getFileSystem(hadoop);
      if (fs instanceof LocalFileSystem local) {
        return openLocal(local.pathToFile(path));
      }
      Path copy = Files.createTempDirectory(temporary, "ngram-model-");
      try {
        for (FileStatus file : fs.listStatus(path)) {
          File target = copy.resolve(file.getPath().getName()).toFile();
          FileUtil.copy(fs, file.getPath(), target, false, hadoop);
        }
        return BinaryModel.open(copy);
      } finally {
        new LocalStore().delete(copy.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder, e);
    }
  }

  private static BinaryModel openLocal(File folder) throws IOException {
    if (!folder.isDirectory()) {
      throw new UserException(
          "%s: is not on the machine %s, where a part of the work runs; put the model on a file system that all machines share, or give its ARPA file, which is sent to them"
              .formatted(folder, InetAddress.getLocalHost().getHostName()));
    }
    return BinaryModel.open(folder.toPath());
  }
}

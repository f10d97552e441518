package io.timestep.jobs.corpus;

import io.timestep.util.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;

/**
 * Finds the files of an input. Folders are searched with all that is below them; names that begin
 * with {@code _} or {@code .} are left out, as Hadoop does, unless they are given by name.
 */
final class CorpusFiles {
  private static final PathFilter VISIBLE =
      path -> !path.getName().startsWith("_") && !path.getName().startsWith(".");

  private CorpusFiles() {}

  /**
   * All files, each once, in the order of their paths.
   *
   * @throws UserException if a path does not exist, cannot be read, or matches no file
   */
  static List<CorpusFile> find(Collection<String> paths, Configuration configuration) {
    TreeMap<String, CorpusFile> files = new TreeMap<>();
    for (String path : paths) {
      List<FileStatus> found = new ArrayList<>();
      try {
        FileSystem fs = new Path(path).getFileSystem(configuration);
        for (FileStatus match : matches(fs, path)) {
          collect(fs, match, found);
        }
      } catch (IOException | IllegalArgumentException e) {
        throw unreadable(path, e);
      }
      if (found.isEmpty()) {
        throw new UserException("%s: has no file; expected text in it".formatted(path));
      }
      for (FileStatus file : found) {
        String name = file.getPath().toString();
        files.put(name, new CorpusFile(name, file.getLen()));
      }
    }
    List<CorpusFile> sorted =
        files.values().stream().sorted(Comparator.comparing(CorpusFile::path)).toList();
    sorted.parallelStream().forEach(file -> open(file, configuration));
    return sorted;
  }

  private static FileStatus[] matches(FileSystem fs, String path) throws IOException {
    FileStatus[] matches = fs.globStatus(new Path(path));
    if (matches == null || matches.length == 0) {
      throw new UserException(
          "%s: no such file or folder; --input takes files, folders and globs".formatted(path));
    }
    return matches;
  }

  private static void collect(FileSystem fs, FileStatus status, List<FileStatus> found)
      throws IOException {
    if (!status.isDirectory()) {
      found.add(status);
      return;
    }
    for (FileStatus child : fs.listStatus(status.getPath(), VISIBLE)) {
      collect(fs, child, found);
    }
  }

  /** A file that cannot be read is said now, not by a task that fails four times. */
  private static void open(CorpusFile file, Configuration configuration) {
    Path path = new Path(file.path());
    try {
      path.getFileSystem(configuration).open(path).close();
    } catch (IOException e) {
      throw unreadable(file.path(), e);
    }
  }

  private static UserException unreadable(String path, Exception cause) {
    String why = cause instanceof FileNotFoundException ? "cannot be opened" : "cannot be read";
    return new UserException("%s: %s: %s".formatted(path, why, cause.getMessage()), cause);
  }
}

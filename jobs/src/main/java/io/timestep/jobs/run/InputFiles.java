package io.timestep.jobs.run;

import io.timestep.util.UserException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Names, sizes and times of input files: when none of it changed, the text is the same. */
final class InputFiles {
  private InputFiles() {}

  /**
   * A line for each file below the paths, in the order of their names.
   *
   * @param paths files, folders and globs
   * @throws UserException if a path matches nothing or cannot be listed
   */
  static String listing(List<String> paths, Configuration configuration) {
    TreeSet<String> lines = new TreeSet<>();
    for (String path : paths) {
      try {
        Path glob = new Path(path);
        FileSystem fs = glob.getFileSystem(configuration);
        FileStatus[] matches = fs.globStatus(glob);
        if (matches == null || matches.length == 0) {
          throw new UserException("%s: no such file or folder; see run.input".formatted(path));
        }
        for (FileStatus match : matches) {
          collect(fs, match, lines);
        }
      } catch (IOException | IllegalArgumentException e) {
        throw new UserException(
            "%s: cannot be listed: %s; see run.input".formatted(path, e.getMessage()), e);
      }
    }
    return String.join("\n", lines);
  }

  private static void collect(FileSystem fs, FileStatus status, Set<String> lines)
      throws IOException {
    if (status.isDirectory()) {
      for (FileStatus child : Arrays.asList(fs.listStatus(status.getPath()))) {
        collect(fs, child, lines);
      }
    } else {
      lines.add(
          "%s %d %d".formatted(status.getPath(), status.getLen(), status.getModificationTime()));
    }
  }
}

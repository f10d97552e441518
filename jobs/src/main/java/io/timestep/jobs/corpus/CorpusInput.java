package io.timestep.jobs.corpus;

import io.timestep.util.UserException;
import java.util.List;
import java.util.Optional;

/**
 * Where text comes from.
 *
 * @param paths files, folders and globs of any Hadoop file system
 * @param column of Parquet, JSON, CSV or TSV: the column with the text, a document a row; empty:
 *     plain text, a document a line
 */
public record CorpusInput(List<String> paths, Optional<String> column) {
  public CorpusInput {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new UserException("--input: no path given; name a file, a folder or a glob");
    }
  }

  /** Plain text, a document a line. */
  public static CorpusInput text(String... paths) {
    return new CorpusInput(List.of(paths), Optional.empty());
  }

  /** The paths as shown in messages. */
  @Override
  public String toString() {
    return String.join(", ", paths);
  }
}

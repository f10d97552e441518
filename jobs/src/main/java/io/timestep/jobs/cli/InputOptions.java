package io.timestep.jobs.cli;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.SequencesFolder;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command's text comes from. */
final class InputOptions {
  @Option(
      names = "--input",
      paramLabel = "PATH",
      arity = "1..*",
      parameterConsumer = PathsConsumer.class,
      description =
          "Text, a sentence or document a line: files, folders and globs of any Hadoop file system;"
              + " .gz, .bz2, .zst; Parquet, JSON, CSV with --column. train and evaluate also take a"
              + " folder of tokenize, whose own text and vocabulary settings then count. Required.")
  List<String> paths = new ArrayList<>();

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description =
          "The column with the text, of Parquet, JSON, CSV or TSV; found by its name in each file.")
  String column;

  CorpusInput corpus() {
    return corpus(paths);
  }

  /**
   * A folder of {@code tokenize} brings its text, encoded, and the settings it was read with.
   *
   * @param given options that are for text, as the user typed them
   * @throws UserException if there are any and the input is such a folder
   */
  void refuseOnSequences(Store store, List<String> given) {
    if (!given.isEmpty() && SequencesFolder.isOne(store, corpus())) {
      throw new UserException(
          ("%s: no effect on %s, which tokenize wrote with settings of its own; leave it out, or"
                  + " give it to tokenize")
              .formatted(String.join(", ", given), corpus()));
    }
  }

  /** Other paths of the same shape. */
  CorpusInput corpus(List<String> others) {
    return new CorpusInput(others, Optional.ofNullable(column));
  }
}

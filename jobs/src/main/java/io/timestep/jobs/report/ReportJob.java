package io.timestep.jobs.report;

import io.timestep.jobs.engine.OutputFile;
import io.timestep.report.ReportConfig;
import io.timestep.report.ReportPage;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.util.List;

/** Writes the HTML report of result folders. */
public final class ReportJob {
  private ReportJob() {}

  /**
   * Writes the page; a file that is there already is replaced once the new one is whole.
   *
   * @param runs result folders, or folders that hold result folders (the output of {@code run})
   * @param outputFile the page, on any file system of the store
   * @throws UserException if {@code runs} is empty or has a path that is no result, a result is of
   *     a newer format or broken, or {@code outputFile} is a folder
   */
  public static ReportResult run(
      Store store, List<String> runs, ReportConfig config, String outputFile) {
    if (runs.isEmpty()) {
      throw new UserException("--runs: no result folder given; name at least one");
    }
    if (store.isFolder(outputFile)) {
      throw new UserException(
          "%s: is a folder; --output of report is a file, such as %s/report.html"
              .formatted(outputFile, outputFile.replaceFirst("/+$", "")));
    }
    String page = ReportPage.of(store, runs, config);
    return OutputFile.write(
        store,
        outputFile,
        file -> {
          store.writeString(file, page);
          return new ReportResult(outputFile);
        });
  }
}

package io.timestep.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.engine.HadoopStore;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.report.ReportConfig;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJobTest {
  private static final ReportConfig CONFIG = new ReportConfig("Report", 10);

  private final Store store = new HadoopStore(new Configuration());
  @TempDir Path temp;
  private String run;

  @BeforeEach
  void writeAResult() {
    run = temp.resolve("run").toString();
    OutputFolder.write(
        store,
        run + "/evaluate",
        OutputFolder.Kind.EVALUATION,
        OutputFolder.Existing.REFUSE,
        folder -> Map.of("perplexity", 123.4));
  }

  @Test
  void readsWhatOutputFolderWrites() throws Exception {
    Path page = temp.resolve("sub/report.html");

    ReportResult result = ReportJob.run(store, List.of(run), CONFIG, page.toString());

    assertThat(result.file()).isEqualTo(page.toString());
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("123.4");
  }

  @Test
  void replacesAnOlderPageAndLeavesNothingElse() throws Exception {
    Path page = temp.resolve("pages/report.html");
    Files.createDirectories(page.getParent());
    Files.writeString(page, "older");

    ReportJob.run(store, List.of(run), CONFIG, page.toString());

    assertThat(Files.readString(page)).contains("123.4");
    try (Stream<Path> files = Files.list(page.getParent())) {
      assertThat(files.filter(f -> f.toString().contains(".part-"))).isEmpty();
    }
  }

  @Test
  void keepsTheOlderPageWhenAResultIsBroken() throws Exception {
    Path page = temp.resolve("report.html");
    Files.writeString(page, "older");

    assertThatThrownBy(
            () ->
                ReportJob.run(
                    store, List.of(temp.resolve("absent").toString()), CONFIG, page.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("absent");
    assertThat(Files.readString(page)).isEqualTo("older");
  }

  @Test
  void refusesAFolderAsOutputAndAnEmptyListOfRuns() {
    assertThatThrownBy(() -> ReportJob.run(store, List.of(run), CONFIG, temp.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is a folder");
    assertThatThrownBy(() -> ReportJob.run(store, List.of(), CONFIG, temp + "/report.html"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--runs");
  }
}

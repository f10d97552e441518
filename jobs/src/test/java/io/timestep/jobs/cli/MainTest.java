package io.timestep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out), new PrintWriter(err), () -> false);
  }

  private void assertUserError(int exitCode, String... lines) {
    assertThat(err.toString().lines()).containsExactly(lines);
    assertThat(exitCode).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void withoutACommandTheUsageIsShownOnStderr() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: timestep").contains("a COMMAND is missing");
  }

  @Test
  void anUnknownCommandSuggestsTheNearest() {
    assertUserError(run("raport"), "timestep: unknown command raport; did you mean report?");
  }

  @Test
  void anUnknownOptionSuggestsTheNearest() {
    assertUserError(
        run("report", "--run", "a", "--output=b"),
        "timestep report: unknown option --run; did you mean --runs?");
  }

  @Test
  void anOptionWithoutItsValueIsOneLine() {
    int exitCode = run("report", "--output");

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("timestep report: ")
        .contains("--output")
        .endsWith("see timestep report --help");
    assertThat(exitCode).isEqualTo(2);
  }

  @Test
  void missingPathsAreReportedTogether() {
    assertUserError(
        run("report"),
        "timestep report: --runs is missing; see timestep report --help",
        "timestep report: --output is missing; see timestep report --help");
  }

  @Test
  void settingsOfAllSourcesAreReportedTogetherWithTheirOrigin() throws Exception {
    Path file = folder.resolve("x.conf");
    Files.writeString(file, "\ntrain.replicas = none\n");

    assertUserError(
        run(
            "report",
            "--config",
            file.toString(),
            "--set",
            "ngram.ordr=2",
            "--top",
            "0",
            "--runs=x",
            "--output=y"),
        "--set ngram.ordr=2: unknown key ngram.ordr; did you mean ngram.order?",
        file + ":2: train.replicas must be a whole number, got none",
        "--top 0: report.top must be at least 1, got 0");
  }

  @Test
  void printConfigNeedsNoPathsAndShowsOrigins() {
    assertThat(run("report", "--print-config", "--top", "3")).isZero();

    assertThat(out.toString())
        .contains(
            "report {\n  title = \"Timestep report\"  # default\n  top = 3  # from --top 3\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aMissingInputIsTheUsersErrorAndNothingIsWritten() {
    Path output = folder.resolve("report.html");

    int exitCode = run("report", "--runs", folder + "/none", "--output", output.toString());

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(folder + "/none");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOutputThatWouldReplaceAnInputIsRefused() {
    assertUserError(
        run("report", "--runs", "/a/b/c/", "--output", "file:///a/b"),
        "--output file:///a/b: would replace the input /a/b/c/; choose another folder");
  }

  @Test
  void anOutputFileThatExistsIsRefused() throws Exception {
    Path output = Files.writeString(folder.resolve("report.html"), "mine");

    assertUserError(
        run("report", "--runs", folder.toString(), "--output", output.toString()),
        output + ": exists already; choose another --output or add --overwrite");
    assertThat(output).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sample", "stats", "tokenize", "train", "evaluate", "generate", "report", "run"})
  void helpHasAnExampleAndTheExitCodes(String command) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString())
        .contains("Usage: timestep " + command)
        .contains("Example:\n  timestep " + command)
        .contains("Exit codes: 0 done; 2 ");
  }
}

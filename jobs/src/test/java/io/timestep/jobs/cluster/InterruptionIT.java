package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while {@code scripts/timestep} works, embedded. */
class InterruptionIT {
  private static final int TIMEOUT_SECONDS = 60;

  /** A shell's background jobs ignore SIGINT, and so would what they start. */
  private static final List<String> NOT_IGNORING = List.of("env", "--default-signal=INT");

  @TempDir Path folder;
  private Path results;
  private Path errors;
  private Process process;

  @BeforeEach
  void startATrainingWithoutEnd() throws IOException, InterruptedException {
    results = Files.createDirectory(folder.resolve("results"));
    errors = folder.resolve("stderr");
    Path text = folder.resolve("text.txt");
    Files.write(text, IntStream.range(0, 20_000).mapToObj("line %d of a text"::formatted).toList());
    List<String> command = new ArrayList<>();
    if (succeeds("env", "--default-signal=INT", "true")) { // GNU's only
      command.addAll(NOT_IGNORING);
    }
    command.addAll(
        List.of(
            Command.project().resolve("scripts/timestep").toString(),
            "train",
            "--input=" + text,
            "--output=" + results.resolve("model"),
            "--epochs=1000000",
            "--checkpoint-every-minutes=0",
            // Rounds of seconds: in the middle of one, Spark and Scala have most to say.
            "--set=vocab.max-size=1000",
            "--batch-size=5",
            "--steps-per-round=200",
            "--layers=1",
            "--hidden-size=64"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TIMESTEP_BUILD", "never");
    builder.environment().put("TIMESTEP_HEAP", "1g");
    builder.environment().remove("SPARK_HOME");
    process =
        builder
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(errors.toFile())
            .start();
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  @DisplayName("SIGINT ends a command with exit code 130 and leaves nothing half-written")
  void interruptLeavesNothing() throws IOException, InterruptedException {
    waitForRounds();

    assertThat(succeeds("kill", "-INT", Long.toString(process.pid()))).isTrue();

    assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    String err = Files.readString(errors);
    assertThat(process.exitValue()).as(err).isEqualTo(130);
    assertThat(results).isEmptyDirectory();
    assertThat(err).endsWith("Interrupted; no output was written.\n").doesNotContain("\tat ");
    assertThat(folder.resolve("stdout")).isEmptyFile();
  }

  private void waitForRounds() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!Files.readString(errors).contains("train perplexity")) {
      assertThat(process.isAlive()).as(Files.readString(errors)).isTrue();
      assertThat(System.nanoTime()).as("no round: %s", Files.readString(errors)).isLessThan(end);
      Thread.sleep(50);
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }
}

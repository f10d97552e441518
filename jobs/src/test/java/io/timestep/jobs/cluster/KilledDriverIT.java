package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.util.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the driver in the middle of a training on a cluster of processes. */
class KilledDriverIT {
  private static final int TIMEOUT_SECONDS = 180;

  @TempDir static Path folder;
  private static StandaloneCluster cluster;
  private static Path text;

  @BeforeAll
  static void start() throws IOException {
    cluster = StandaloneCluster.start(2);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      lines.add("line %d of a text where word w%d is rare".formatted(i % 9, i));
    }
    text = Files.write(folder.resolve("text.txt"), lines);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static List<String> train(Path output) {
    return List.of(
        "train",
        "--input=" + text,
        "--output=" + output,
        "--hidden-size=24",
        "--embedding-size=16",
        "--dropout=0.1",
        "--batch-size=4",
        "--time-steps=5",
        "--steps-per-round=10",
        "--epochs=2",
        "--checkpoint-every-rounds=1");
  }

  @Test
  void the_training_goes_on_elsewhere_and_ends_with_the_same_weights() throws Exception {
    Path whole = folder.resolve("whole");
    Command.script("timestep", train(whole), Map.of("TIMESTEP_HEAP", "1g")).expectSuccess();

    Path killed = folder.resolve("killed");
    Path log = folder.resolve("log");
    Process driver = cluster.start(log, train(killed).toArray(String[]::new));
    Path checkpoints = folder.resolve("killed.checkpoints");
    try {
      waitForFile(checkpoints.resolve("round-000003.checkpoint"), driver, log);
    } finally {
      driver.destroyForcibly(); // SIGKILL
      driver.waitFor();
    }
    assertThat(killed).doesNotExist();

    String told = resume(killed).expectSuccess().err();

    assertThat(told).contains("Going on from " + checkpoints);
    assertThat(rounds(killed)).isEqualTo(rounds(whole)).hasSizeGreaterThan(10);
    assertThat(
            Files.mismatch(
                whole.resolve("weights.safetensors"), killed.resolve("weights.safetensors")))
        .as("first byte that differs")
        .isEqualTo(-1);
    assertThat(checkpoints).doesNotExist();
  }

  /** On the cluster that has lost its driver. */
  private static Command.Result resume(Path output) {
    List<String> words = new ArrayList<>(train(output));
    words.add("--resume");
    return cluster.timestep(words.toArray(String[]::new));
  }

  private static void waitForFile(Path file, Process driver, Path log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!later(file)) {
      assertThat(driver.isAlive()).as(Files.readString(log)).isTrue();
      assertThat(System.nanoTime())
          .as("no file %s: %s", file, Files.readString(log))
          .isLessThan(end);
      Thread.sleep(20);
    }
  }

  /** That file or one of a later round: old ones are deleted as new ones come. */
  private static boolean later(Path file) throws IOException {
    if (!Files.isDirectory(file.getParent())) {
      return false;
    }
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files
          .map(Path::getFileName)
          .map(Path::toString)
          .anyMatch(
              name -> name.endsWith(".checkpoint") && name.compareTo(file.getFileName() + "") >= 0);
    }
  }

  /** Round and training perplexity of all rounds. */
  private static List<String> rounds(Path model) throws IOException {
    return Files.readAllLines(model.resolve("history.jsonl")).stream()
        .map(line -> Json.parse(line, "history"))
        .filter(event -> event.path("event").asText().equals("round"))
        .map(event -> event.path("round") + " " + event.path("trainPerplexity"))
        .toList();
  }
}

package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An N-gram model is the same, byte for byte, on one core and on worker processes. */
class NgramTrainClusterIT {
  private static final int TIMEOUT_SECONDS = 120;

  @TempDir static Path folder;
  private static StandaloneCluster cluster;
  private static Path text;
  private static Path expected;

  @BeforeAll
  static void trainOnOneCore() throws IOException {
    cluster = StandaloneCluster.start(2);
    Random random = new Random(11);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      List<String> words = new ArrayList<>();
      for (int w = random.nextInt(20); w > 0; w--) {
        words.add("w" + (int) Math.exp(random.nextDouble() * 9));
      }
      lines.add(String.join(" ", words));
    }
    text = Files.write(folder.resolve("text.txt"), lines);
    expected = folder.resolve("expected");
    List<String> arguments = new ArrayList<>(arguments(expected));
    arguments.addAll(List.of("--master", "local[1]"));
    Command.script("timestep", arguments, Map.of("TIMESTEP_HEAP", "1g")).expectSuccess();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** So many partitions and shards that an executor can be lost between them. */
  private static List<String> arguments(Path output) {
    return List.of(
        "ngram",
        "train",
        "--input",
        text.toString(),
        "--output",
        output.toString(),
        "--set",
        "ngram.order=4",
        "--set",
        "ngram.discount-fallback=0.5,1,1.5",
        "--set",
        "ngram.kenlm-compatible=true",
        "--set",
        "ngram.partition-events=2000");
  }

  private static Command.Result train(Path output) {
    return cluster.timestep(arguments(output).toArray(String[]::new));
  }

  private static List<Path> modelFiles(Path model) throws IOException {
    try (Stream<Path> files = Files.walk(model)) {
      return files
          .filter(Files::isRegularFile)
          .map(model::relativize)
          .filter(file -> file.startsWith("binary") || file.endsWith("model.arpa"))
          .sorted()
          .toList();
    }
  }

  private static void assertSameModel(Path model) throws IOException {
    assertThat(modelFiles(model)).isEqualTo(modelFiles(expected)).hasSizeGreaterThan(20);
    for (Path file : modelFiles(expected)) {
      assertThat(Files.mismatch(expected.resolve(file), model.resolve(file)))
          .as("first byte of %s that differs", file)
          .isEqualTo(-1);
    }
  }

  @Test
  void all_files_are_the_same_on_a_cluster() throws IOException {
    Path output = folder.resolve("cluster");
    train(output).expectSuccess();
    assertSameModel(output);
  }

  @Test
  void a_lost_executor_leaves_no_trace() throws IOException, InterruptedException {
    Path parent = Files.createDirectory(folder.resolve("lost"));
    Path output = parent.resolve("model");
    CompletableFuture<Command.Result> result = CompletableFuture.supplyAsync(() -> train(output));
    awaitShards(parent, result);
    ProcessHandle executor =
        ProcessHandle.of(cluster.processId("worker-1"))
            .orElseThrow()
            .children()
            .findAny()
            .orElseThrow();

    assertThat(executor.destroyForcibly()).isTrue();

    assertThat(result).as("over before the executor was lost").isNotDone();
    result.join().expectSuccess();
    assertSameModel(output);
  }

  /** Returns when some shards of the model are written and others are not. */
  private static void awaitShards(Path parent, CompletableFuture<Command.Result> result)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (shards(parent) < 3) {
      assertThat(result).isNotDone();
      assertThat(System.nanoTime()).as("no shard was written").isLessThan(end);
      Thread.sleep(20);
    }
  }

  /** Files come and go while they are listed. */
  private static long shards(Path parent) {
    try (Stream<Path> files = Files.walk(parent)) {
      return files.filter(file -> file.getFileName().toString().startsWith("section-1-")).count();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}

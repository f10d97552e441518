package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timestep.jobs.cluster.EventLog.Executor;
import io.timestep.jobs.cluster.EventLog.Try;
import io.timestep.util.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong on a cluster while a training runs, each with real processes: the model is that
 * of a training that nothing happened to, byte for byte, and so is its history. Spark's event log
 * is asked whether the fault came in the middle of a round. {@link KilledDriverIT} has the driver's
 * end, docs/faults.md all of them.
 */
class FaultsIT {
  /** What is not the same when a training is run again. */
  private static final List<String> MEASURED =
      List.of(
          "seconds", "computeSeconds", "broadcastSeconds", "mergeSeconds", "bytesMoved", "host");

  private static final String FIRST = "worker-1";

  @TempDir static Path folder;
  private static StandaloneCluster cluster;
  private static String second;
  private static Path tokens;
  private static Path undisturbed;

  @BeforeAll
  static void trainUndisturbed() throws IOException {
    cluster = StandaloneCluster.start(1);
    startSecondWorker();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3500; i++) {
      lines.add("line %d of a text where word w%d is rare".formatted(i % 9, i % 300));
    }
    Path text = Files.write(folder.resolve("text.txt"), lines);
    tokens = folder.resolve("tokens");
    embedded(List.of("tokenize", "--input=" + text, "--output=" + tokens));
    undisturbed = folder.resolve("undisturbed");
    embedded(train(undisturbed));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** Speculative copies run on other machines than the original alone. */
  private static void startSecondWorker() {
    second = cluster.addWorker("127.0.0.2");
  }

  private static void embedded(List<String> arguments) {
    Command.script("timestep", arguments, Map.of("TIMESTEP_HEAP", "1g")).expectSuccess();
  }

  private static List<String> train(Path output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--input=" + tokens,
                "--output=" + output,
                "--layers=1",
                "--hidden-size=16",
                "--embedding-size=8",
                "--dropout=0.1",
                "--batch-size=2",
                "--time-steps=4",
                "--steps-per-round=700",
                "--epochs=2",
                "--set=train.outer.rule=bmuf-nesterov",
                "--conf=spark.sql.shuffle.partitions=2"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Begins on both executors. */
  private static TrainingOnCluster begin(String name, String... more) {
    List<String> arguments = train(folder.resolve(name), more);
    arguments.addAll(
        List.of(
            "--conf=spark.scheduler.minRegisteredResourcesRatio=1", "--total-executor-cores=2"));
    return TrainingOnCluster.begin(cluster, folder.resolve(name + ".logs"), arguments);
  }

  private static void assertUndisturbed(TrainingOnCluster training, String name)
      throws IOException, InterruptedException {
    assertThat(training.end()).as(training.told()).isZero();
    assertSameModel(folder.resolve(name));
  }

  private static void assertSameModel(Path model) throws IOException {
    assertThat(
            Files.mismatch(
                undisturbed.resolve("weights.safetensors"), model.resolve("weights.safetensors")))
        .as("first byte that differs")
        .isEqualTo(-1);
    assertThat(history(model)).isEqualTo(history(undisturbed));
    JsonNode metrics = metrics(model);
    assertThat(metrics.path("ledger")).isEqualTo(metrics(undisturbed).path("ledger"));
    assertThat(metrics.path("tokens")).isEqualTo(metrics(undisturbed).path("tokens"));
  }

  private static JsonNode metrics(Path model) throws IOException {
    return Json.parse(Files.readString(model.resolve("metrics.json")), "metrics.json");
  }

  /** Rounds and validations with their tokens and nats, also of each replica. */
  private static List<String> history(Path model) throws IOException {
    return Files.readAllLines(model.resolve("history.jsonl")).stream()
        .map(
            line -> {
              ObjectNode event = (ObjectNode) Json.parse(line, "history");
              event.remove(MEASURED);
              event.path("replicas").forEach(replica -> ((ObjectNode) replica).remove(MEASURED));
              return event.toString();
            })
        .toList();
  }

  /**
   * Waits for the beginning of a round. The executor is slowed down until then: it has its part of
   * the round, and has hardly begun it.
   *
   * @return the round
   */
  private static int awaitPartOf(ProcessHandle executor, TrainingOnCluster training)
      throws InterruptedException {
    AtomicInteger round = new AtomicInteger();
    Signals.slow(executor, () -> round.set(training.awaitRound(training.awaitRound(2) + 1)));
    return round.get();
  }

  private static List<Try> failed(TrainingOnCluster training, int round) {
    return training.events().tries().stream()
        .filter(t -> t.round() == round && !t.reason().equals("Success"))
        .toList();
  }

  @Test
  void an_executor_killed_in_the_middle_of_a_round() throws Exception {
    try (TrainingOnCluster training = begin("executor")) {
      int round = awaitPartOf(cluster.executor(FIRST), training);
      cluster.executor(FIRST).destroyForcibly();

      assertUndisturbed(training, "executor");
      assertThat(failed(training, round)).extracting(Try::reason).contains("ExecutorLostFailure");
    }
  }

  @Test
  void a_worker_killed_with_its_executor_in_the_middle_of_a_round() throws Exception {
    try (TrainingOnCluster training = begin("worker")) {
      ProcessHandle executor = cluster.executor(second);
      int round = awaitPartOf(executor, training);
      cluster.process(second).destroyForcibly();
      executor.destroyForcibly();

      assertUndisturbed(training, "worker");
      assertThat(failed(training, round)).extracting(Try::reason).contains("ExecutorLostFailure");
      assertThat(training.events().added()).as("nobody took its place").hasSize(2);
    } finally {
      startSecondWorker();
    }
  }

  @Test
  void a_straggler_whose_tasks_are_run_a_second_time() throws Exception {
    try (TrainingOnCluster training =
        begin(
            "straggler",
            "--conf=spark.speculation=true",
            "--conf=spark.speculation.quantile=0.5")) {
      int round = training.awaitRound(2);
      Signals.slow(cluster.executor(second), () -> training.awaitRound(round + 1));

      assertUndisturbed(training, "straggler");
      assertThat(training.events().tries())
          .anyMatch(t -> t.round() == round && t.speculative() && t.reason().equals("Success"));
    }
  }

  @Test
  void an_executor_removed_and_one_added_between_rounds() throws Exception {
    List<String> arguments =
        train(
            folder.resolve("elastic"),
            "--conf=spark.dynamicAllocation.enabled=true",
            "--conf=spark.dynamicAllocation.shuffleTracking.enabled=true",
            "--conf=spark.dynamicAllocation.maxExecutors=2",
            "--conf=spark.decommission.enabled=true");
    try (TrainingOnCluster training =
        TrainingOnCluster.begin(cluster, folder.resolve("elastic.logs"), arguments)) {
      training.await("both executors train", () -> executors(training).size() == 2);
      // Or training would be over before. Not stopped: the round at hand may need nobody else, the
      // next one does.
      Signals.slow(
          cluster.executor(second),
          () -> {
            Signals.send("PWR", cluster.executor(FIRST));
            training.await("the one added trains", () -> executors(training).size() == 3);
          });

      assertUndisturbed(training, "elastic");
      int last = training.events().tries().stream().mapToInt(Try::round).max().orElseThrow();
      List<Executor> added = training.events().added();
      assertThat(training.events().removed())
          .as("removed in training, not at its end")
          .anyMatch(e -> e.round() > 0 && e.round() < last && e.reason().contains("decommission"));
      assertThat(added).hasSize(3);
      assertThat(added.get(2).round()).isPositive();
    }
  }

  /** Those that have done a task of a round. */
  private static Set<String> executors(TrainingOnCluster training) {
    return Set.copyOf(
        training.events().tries().stream()
            .filter(t -> t.reason().equals("Success"))
            .map(Try::executor)
            .distinct()
            .toList());
  }

  @Test
  void a_flipped_bit_and_a_lost_file_in_the_shuffle_of_a_round() throws Exception {
    try (TrainingOnCluster training = begin("shuffle")) {
      int flipped = spoilOneOfTwo(training, 2, ShuffleFiles::flipBit);
      int lost = spoilOneOfTwo(training, 5, ShuffleFiles::delete);

      assertUndisturbed(training, "shuffle");
      for (int round : List.of(flipped, lost)) {
        assertThat(failed(training, round)).extracting(Try::reason).contains("FetchFailed");
      }
    }
  }

  /**
   * Does something to what one replica has sent, while the other one is still at work: slowed down,
   * not stopped, for the first may have the round's start from it. Where both ended before, in the
   * next round.
   *
   * @return the round
   */
  private static int spoilOneOfTwo(TrainingOnCluster training, int round, Consumer<Path> spoil)
      throws InterruptedException {
    int running = training.awaitRound(round);
    long began = training.events().began(running);
    AtomicBoolean spoiled = new AtomicBoolean();
    Signals.slow(
        cluster.executor(second),
        () -> {
          training.await("one replica has ended", () -> !sentSince(began).isEmpty());
          Set<Path> sent = sentSince(began);
          if (sent.size() == 1) {
            spoil.accept(sent.iterator().next());
            spoiled.set(true);
          }
        });
    return spoiled.get() ? running : spoilOneOfTwo(training, running + 1, spoil);
  }

  private static Set<Path> sentSince(long millis) {
    return ShuffleFiles.since(cluster.localFolder(), millis);
  }

  @Test
  void a_disk_that_is_full_while_a_checkpoint_is_written() throws Exception {
    Path checkpoints = folder.resolve("disk.kept");
    String full = FullDiskFileSystem.SCHEME;
    try (TrainingOnCluster training =
        begin(
            "disk",
            "--checkpoint-every-rounds=1",
            "--set=checkpoint.folder=\"%s:%s\"".formatted(full, checkpoints),
            "--driver-class-path=" + Command.project().resolve("jobs/target/test-classes"),
            "--conf=spark.hadoop.fs.%s.impl=%s".formatted(full, FullDiskFileSystem.class.getName()),
            "--conf=spark.hadoop.%s=round-000004".formatted(FullDiskFileSystem.AT))) {
      assertThat(training.end()).isEqualTo(2);
      assertThat(training.told())
          .contains("round-000004.checkpoint: cannot be written: " + FullDiskFileSystem.MESSAGE)
          .contains("go on from round 3: add --resume")
          .doesNotContain("\tat ");
    }
    assertThat(folder.resolve("disk")).doesNotExist();
    try (Stream<Path> files = Files.list(checkpoints)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("round-000002.checkpoint", "round-000003.checkpoint");
    }
    try (TrainingOnCluster training =
        begin("disk", "--set=checkpoint.folder=\"%s\"".formatted(checkpoints), "--resume")) {
      assertUndisturbed(training, "disk");
      assertThat(training.told()).contains("Going on from " + checkpoints, "round-000003");
    }
  }
}

package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.util.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The number of replicas decides the model, the cluster does not: the same command gives the same
 * weights, byte for byte, and the same score on one core, on two, and on two worker processes of
 * one CPU type.
 *
 * <p>The model has more than 100,000 parameters and every step is clipped: below some size native
 * sums do not split by threads, and Spark gives executors another OMP_NUM_THREADS than an embedded
 * run has, so that a sum left to native code shows here as a difference.
 */
class SameWeightsIT {
  @TempDir static Path folder;
  private static StandaloneCluster cluster;
  private static Path text;

  @BeforeAll
  static void start() throws IOException {
    cluster = StandaloneCluster.start(2);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      lines.add(
          "line %d of a text where word w%d and word w%d are rare"
              .formatted(i % 9, 3 * i, 3 * i + 1));
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
        "--input",
        text.toString(),
        "--output",
        output.toString(),
        "--json",
        "--set",
        "model.hidden-size=48",
        "--set",
        "model.embedding-size=40",
        "--set",
        "model.dropout=0.1",
        "--set",
        "model.dropout-mask=sequence",
        "--set",
        "model.dropout-embedding=0.1",
        "--set",
        "model.dropout-recurrent=0.1",
        "--set",
        "train.replicas=3",
        "--set",
        "train.batch-size=4",
        "--set",
        "train.steps-per-round=5",
        "--set",
        "train.clip.norm=0.01",
        "--set",
        "sequence.valid-fraction=0.2");
  }

  private static List<String> evaluate(Path model) {
    return List.of("evaluate", "--model", model.toString(), "--input", text.toString(), "--json");
  }

  private static Command.Result run(String master, List<String> arguments) {
    if (master.equals(cluster.url())) {
      return cluster.timestep(arguments.toArray(String[]::new)).expectSuccess();
    }
    List<String> words = new ArrayList<>(arguments);
    words.addAll(List.of("--master", master));
    return Command.script("timestep", words, Map.of("TIMESTEP_HEAP", "1g")).expectSuccess();
  }

  private static JsonNode score(String master, Path model) {
    String out = run(master, evaluate(model)).out();
    List<String> lines = out.lines().toList();
    return Json.parse(lines.get(lines.size() - 1), "evaluate --json");
  }

  /** Steps whose gradient was clipped, of all steps of the first round. */
  private static double clippedShare(Path model) throws IOException {
    JsonNode round =
        Json.parse(Files.readAllLines(model.resolve("history.jsonl")).get(0), "first round");
    JsonNode replicas = round.path("replicas");
    int clipped = 0;
    for (JsonNode replica : replicas) {
      clipped += replica.path("clippedSteps").asInt();
    }
    return (double) clipped / (round.path("step").asInt() * replicas.size());
  }

  @Test
  void weights_and_score_are_the_same_on_one_core_on_two_and_on_a_cluster() throws IOException {
    Path one = folder.resolve("one");
    run("local[1]", train(one));
    assertThat(Files.size(one.resolve("weights.safetensors"))).isGreaterThan(100_000 * Float.BYTES);
    assertThat(clippedShare(one)).as("share of steps whose gradient was clipped").isEqualTo(1);
    double nats = score("local[1]", one).path("nats").asDouble();
    assertThat(nats).isPositive();
    for (String master : List.of("local[2]", cluster.url())) {
      Path other = folder.resolve("other-" + master.replaceAll("[^a-z0-9]", ""));
      run(master, train(other));
      assertThat(
              Files.mismatch(
                  one.resolve("weights.safetensors"), other.resolve("weights.safetensors")))
          .as("first byte that differs on " + master)
          .isEqualTo(-1);
      assertThat(score(master, other).path("nats").asDouble()).isEqualTo(nats);
    }
  }
}

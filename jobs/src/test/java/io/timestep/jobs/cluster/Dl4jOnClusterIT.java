package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.jobs.dl4j.FitMain;
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

/** dl4j-spark's side of the project on processes of a real cluster. */
class Dl4jOnClusterIT {
  @TempDir static Path folder;
  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() {
    cluster = StandaloneCluster.start(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** What {@link FitMain} leaves. */
  private static Path fitOn(String master, String name) {
    Path target = Command.project().resolve("jobs/target");
    Path jar = target.resolve("timestep.jar");
    Path output = folder.resolve(name);
    Command.run(
            target.resolve("spark/bin/spark-submit"),
            List.of(
                "--master",
                master,
                "--driver-memory",
                "1g",
                "--executor-memory",
                "900m",
                "--driver-class-path",
                target.resolve("test-classes") + ":" + jar,
                "--class",
                FitMain.class.getName(),
                jar.toString(),
                output.toString()),
            Map.of("SPARK_LOCAL_IP", "127.0.0.1"))
        .expectSuccess();
    return output;
  }

  @Test
  void the_averaging_master_fits_the_same_network_on_one_core_and_on_a_cluster()
      throws IOException {
    Path one = fitOn("local[1]", "one");
    Path two = fitOn(cluster.url(), "two");

    assertThat(Files.size(one)).isGreaterThan(3L * 100 * Float.BYTES);
    assertThat(Files.mismatch(one, two)).as("first byte that differs").isEqualTo(-1);
  }

  @Test
  void the_stock_master_trains_on_a_cluster() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      lines.add("line %d of a text where word w%d is rare".formatted(i % 9, i % 50));
    }
    Path text = Files.write(folder.resolve("text.txt"), lines);
    Path model = folder.resolve("stock");

    cluster
        .timestep(
            "train",
            "--input=" + text,
            "--output=" + model,
            "--hidden-size=8",
            "--embedding-size=8",
            "--layers=1",
            "--batch-size=4",
            "--set=train.clip.norm=0",
            "--set=train.master=dl4j-stock")
        .expectSuccess();
    cluster.timestep("evaluate", "--model=" + model, "--input=" + text).expectSuccess();
  }
}

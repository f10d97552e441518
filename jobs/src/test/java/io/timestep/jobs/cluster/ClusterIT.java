package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code scripts/cluster.sh} and the Spark home of the build, with real processes. */
class ClusterIT {
  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() {
    cluster = StandaloneCluster.start(2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  @DisplayName("status shows the master and every worker")
  void statusShowsAll() {
    String status = cluster.script("status").expectSuccess().out();

    assertThat(status)
        .contains("master: running", "worker-1: running", "worker-2: running")
        .contains(cluster.url() + ": 2 of 2 workers registered");
  }

  @Test
  @DisplayName("a second start is refused and leaves the cluster alone")
  void secondStartIsRefused() {
    Command.Result result = cluster.script("start", "1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("a cluster runs already").hasLineCount(1);
    cluster.script("status").expectSuccess();
  }

  @Test
  @DisplayName("spark-submit of the assembled Spark home runs an application on the workers")
  void submitRunsOnTheWorkers() {
    Path target = Command.project().resolve("jobs/target");

    Command.Result result =
        Command.run(
                target.resolve("spark/bin/spark-submit"),
                List.of(
                    "--master",
                    cluster.url(),
                    "--executor-memory",
                    "900m",
                    "--driver-class-path",
                    target.resolve("test-classes").toString(),
                    "--class",
                    SumMain.class.getName(),
                    "spark-internal"),
                Map.of("SPARK_LOCAL_IP", "127.0.0.1"))
            .expectSuccess();

    assertThat(result.out().strip()).isEqualTo("499999500000 on " + cluster.url());
  }

  @Test
  @DisplayName("the launcher prints the spark-submit line and hands back the command's exit code")
  void launcherSubmits() {
    Command.Result result = cluster.timestep("no-such-command");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .containsPattern("(?m)^\\+ .*spark-submit --master " + cluster.url() + " .*timestep\\.jar")
        .contains("no-such-command");
  }

  @Test
  @DisplayName("after a crash status tells what is missing and stop clears up the rest")
  void stopClearsUpAfterACrash() {
    try (StandaloneCluster crashing = StandaloneCluster.start(1)) {
      ProcessHandle master = process(crashing.processId("master"));
      ProcessHandle worker = process(crashing.processId("worker-1"));
      master.destroyForcibly();
      master.onExit().join();

      Command.Result status = crashing.script("status");
      crashing.script("stop").expectSuccess();

      assertThat(status.exitCode()).isEqualTo(3);
      assertThat(status.out()).contains("master: not running");
      assertThat(worker.onExit()).succeedsWithin(Duration.ofSeconds(30));
      assertThat(crashing.script("status").exitCode()).isEqualTo(3);
    }
  }

  private static ProcessHandle process(long id) {
    return ProcessHandle.of(id).orElseThrow();
  }
}

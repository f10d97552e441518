package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/timestep} without a cluster. */
class LauncherIT {
  @TempDir Path folder;

  @Test
  @DisplayName("the launcher works through a symbolic link in a folder with a space in its name")
  void worksThroughALink() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("my bin"));
    Path link =
        Files.createSymbolicLink(
            bin.resolve("timestep"), Command.project().resolve("scripts/timestep"));

    String help = Command.run(link, List.of("--help"), Map.of()).expectSuccess().out();

    assertThat(help).contains("timestep COMMAND");
  }

  @Test
  @DisplayName("the exit code of the command is the launcher's")
  void exitCodeIsPassedThrough() {
    assertThat(timestep("no-such-command").exitCode()).isEqualTo(2);
  }

  @Test
  @DisplayName("an option for executors without a cluster is refused in one line")
  void executorOptionNeedsAMaster() {
    Command.Result result = timestep("--help", "--executor-memory", "2g");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--executor-memory", "--master").hasLineCount(1);
  }

  @Test
  @DisplayName("a --conf that is none of Spark's is refused in one line")
  void confMustBeSparks() {
    Command.Result result = timestep("--help", "--conf=train.seed=2");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("train.seed=2", "--set").hasLineCount(1);
  }

  @Test
  @DisplayName("a JAVA_HOME without Java is named in one line")
  void wrongJavaHomeIsNamed() {
    Command.Result result =
        Command.script("timestep", List.of("--help"), Map.of("JAVA_HOME", folder.toString()));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(folder.toString()).hasLineCount(1);
  }

  private static Command.Result timestep(String... arguments) {
    return Command.script("timestep", List.of(arguments), Map.of());
  }
}

package io.timestep.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.config.SettingsLoader;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.jobs.train.CheckpointPlace;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.util.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStagesTest {
  @TempDir private Path folder;

  private static RunStages stages(Existing existing, String... settings) {
    SettingsLoader<Settings> loader = SettingsLoader.of(Settings.class);
    for (String setting : settings) {
      loader.set(setting);
    }
    return new RunStages(
        loader.load().settings(),
        new LocalStore(),
        () -> {
          throw new AssertionError("needs no Spark");
        },
        "runs/a",
        existing);
  }

  private static CheckpointPlace checkpoints(String folder, Existing existing) {
    return stages(existing, "checkpoint.folder=" + folder).checkpoints();
  }

  /** By stage: what decides its result, beside the stages before it. */
  private Map<String, String> bases(String column) throws IOException {
    Path table = folder.resolve("table.csv");
    if (!Files.exists(table)) {
      Files.writeString(table, "title,body\none,two\n");
    }
    return stages(Existing.REFUSE, "run.input=[\"%s\"]".formatted(table), "run.column=" + column)
        .all(new Configuration())
        .stream()
        .collect(Collectors.toMap(Stage::name, Stage::basis));
  }

  @Test
  void another_column_is_another_text_to_the_stages_that_read_it() throws IOException {
    Map<String, String> title = bases("title");
    Map<String, String> body = bases("body");

    assertThat(title.keySet())
        .filteredOn(stage -> !title.get(stage).equals(body.get(stage)))
        .containsExactlyInAnyOrder(RunStages.STATS, RunStages.TOKENIZE);
    assertThat(bases("title")).isEqualTo(title);
  }

  @Test
  void a_training_that_was_stopped_goes_on_when_the_same_command_is_run_again() {
    assertThat(checkpoints("", Existing.REFUSE))
        .isEqualTo(
            new CheckpointPlace(
                "runs/a/train.checkpoints", Earlier.RESUME_IF_SAME, "run the same command again"));
  }

  @Test
  void what_may_be_another_runs_is_not_deleted() {
    assertThat(checkpoints("shared", Existing.REFUSE))
        .isEqualTo(
            new CheckpointPlace("shared", Earlier.RESUME_IF_ANY, "run the same command again"));
  }

  @Test
  void overwriting_begins_anew_and_so_is_no_way_to_go_on() {
    assertThat(checkpoints("", Existing.REPLACE))
        .isEqualTo(
            new CheckpointPlace(
                "runs/a/train.checkpoints",
                Earlier.DELETE,
                "run the same command again without --overwrite"));
  }
}

package io.timestep.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.config.SettingsLoader;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.jobs.train.CheckpointPlace;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.util.LocalStore;
import org.junit.jupiter.api.Test;

class RunStagesTest {
  private static CheckpointPlace checkpoints(String folder, Existing existing) {
    SettingsLoader<Settings> loader = SettingsLoader.of(Settings.class);
    loader.set("checkpoint.folder=" + folder);
    RunStages stages =
        new RunStages(
            loader.load().settings(),
            new LocalStore(),
            () -> {
              throw new AssertionError("needs no Spark");
            },
            "runs/a",
            existing);
    return stages.checkpoints();
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

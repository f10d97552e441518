package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.util.Progress;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that were stopped and go on, in one process. */
class ResumeIT {
  private static ResumableTraining uninterrupted;
  @TempDir static Path shared;

  @TempDir Path folder;
  private final JobContext context = LocalSpark.context();
  private final List<String> told = new ArrayList<>();

  private final Progress telling =
      new Progress() {
        @Override
        public Task start(String name, long total, String unit) {
          return Task.NONE;
        }

        @Override
        public void note(String line) {
          told.add(line);
        }
      };

  @BeforeEach
  void trainWithoutAStop() throws IOException {
    if (uninterrupted == null) {
      Path text = Files.write(shared.resolve("text.txt"), ResumableTraining.text());
      uninterrupted =
          new ResumableTraining(
                  context, CorpusInput.text(text.toString()), shared.resolve("model").toString())
              .train(Earlier.REFUSE);
    }
  }

  private ResumableTraining training() {
    return training(shared.resolve("text.txt"));
  }

  private ResumableTraining training(Path text) {
    return new ResumableTraining(
        context, CorpusInput.text(text.toString()), folder.resolve("model").toString());
  }

  private void assertLikeUninterrupted(ResumableTraining training) {
    assertThat(training.weights()).isEqualTo(uninterrupted.weights());
    assertThat(training.history()).isEqualTo(uninterrupted.history());
    assertThat(Path.of(training.checkpoints())).doesNotExist();
  }

  private static String refusal(ResumableTraining training) {
    try {
      training.train(Earlier.RESUME);
    } catch (UserException e) {
      return e.getMessage();
    }
    throw new AssertionError("was not refused");
  }

  @Test
  void a_training_stopped_twice_ends_as_one_that_never_stopped() {
    ResumableTraining training = training().stop(4);
    assertThat(context.store().list(training.checkpoints()))
        .containsExactly("round-000002.checkpoint", "round-000004.checkpoint");
    assertThatThrownBy(() -> training.train(Earlier.RESUME, new Stopping(10), context.store()))
        .isInstanceOf(Stopping.Stopped.class);
    training.train(Earlier.RESUME, telling, context.store());

    assertThat(told).anyMatch(line -> line.startsWith("Going on from " + training.checkpoints()));
    assertLikeUninterrupted(training);
  }

  @Test
  void in_place_of_a_damaged_checkpoint_the_one_before_is_used() throws IOException {
    ResumableTraining training = training().stop(7);
    Path newest = Path.of(training.checkpoints(), "round-000006.checkpoint");
    Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 2_000));
    training.train(Earlier.RESUME, telling, context.store());

    assertThat(told).anyMatch(line -> line.contains("round-000006.checkpoint: is damaged"));
    assertThat(told).anyMatch(line -> line.endsWith("round-000004.checkpoint"));
    assertLikeUninterrupted(training);
  }

  @Test
  void all_that_changed_is_named_and_refused() {
    ResumableTraining training = training().stop(4);
    String message = refusal(training.with("train.replicas=3", "model.dropout=0.2"));

    assertThat(message.lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("model.dropout: 0.2, but 0.1 in the checkpoint"),
            line -> assertThat(line).startsWith("train.replicas: 3, but 2 in the checkpoint"))
        .allMatch(line -> line.endsWith("begin anew with --overwrite"));
  }

  @Test
  void another_text_is_named_and_refused() throws IOException {
    List<String> lines = ResumableTraining.text();
    Path text = Files.write(folder.resolve("text.txt"), lines);
    ResumableTraining training = training(text).stop(4);
    lines.set(5, "a dog of another kind");
    Files.write(text, lines);

    assertThat(refusal(training).lines().map(line -> line.split(": ", 2)[0]))
        .containsExactly("vocabulary", "training text", "validation text");
  }

  @Test
  void checkpoints_that_are_there_are_refused_unless_something_is_said() {
    ResumableTraining training = training().stop(4);
    assertThatThrownBy(() -> training.train(Earlier.REFUSE))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(training.checkpoints(), "--resume", "--overwrite");

    assertLikeUninterrupted(training.train(Earlier.DELETE));
  }

  @Test
  void a_run_goes_on_if_the_training_is_the_same_and_begins_anew_if_not() {
    ResumableTraining training = training().with("model.dropout=0.2").stop(4);
    training.with("model.dropout=0.1").train(Earlier.RESUME_IF_SAME, telling, context.store());

    assertThat(told).anyMatch(line -> line.contains("of another training; begins anew"));
    assertLikeUninterrupted(training);
  }

  @Test
  void without_a_checkpoint_training_begins_at_its_start_and_says_so() {
    ResumableTraining training = training().train(Earlier.RESUME, telling, context.store());

    assertThat(told).anyMatch(line -> line.contains("no checkpoint there"));
    assertLikeUninterrupted(training);
  }

  @Test
  void a_training_that_has_ended_goes_on_with_more_epochs() {
    ResumableTraining training =
        training().with("train.epochs=1", "checkpoint.when-done=keep").train(Earlier.REFUSE);
    assertThat(context.store().list(training.checkpoints())).isNotEmpty();

    training.with("train.epochs=3", "checkpoint.when-done=delete").train(Earlier.RESUME);
    assertLikeUninterrupted(training);
  }

  @Test
  void fewer_epochs_than_were_begun_are_refused() {
    ResumableTraining training = training().stop(12);

    assertThat(refusal(training.with("train.epochs=1"))).startsWith("train.epochs: 1, but 2 are");
  }

  @Test
  void a_disk_that_is_full_ends_the_training_and_it_goes_on_when_there_is_room() {
    ResumableTraining training = training();
    FullDisk full = new FullDisk(context.store(), path -> path.contains("round-000010"));
    assertThatThrownBy(() -> training.train(Earlier.REFUSE, Progress.NONE, full))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("round-000010.checkpoint", FullDisk.MESSAGE, "--resume");
    assertThat(context.store().list(training.checkpoints()))
        .contains("round-000008.checkpoint")
        .allMatch(name -> name.endsWith(".checkpoint"));

    assertLikeUninterrupted(training.train(Earlier.RESUME));
  }
}

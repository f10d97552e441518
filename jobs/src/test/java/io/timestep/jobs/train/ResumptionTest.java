package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.config.LoadedSettings;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.StoreAround;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.train.checkpoint.Checkpoint;
import io.timestep.train.checkpoint.TrainBasis;
import io.timestep.util.LocalStore;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResumptionTest {
  private static final Map<String, String> TEXTS = Map.of("vocabulary", "words");

  @TempDir Path temporary;
  private final Store store = new LocalStore();
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void forget() {
    CheckpointFolder.forgetWayOn();
  }

  private static TrainBasis basis(String... assignments) {
    Settings settings = TestSettings.of(List.of(assignments));
    return Resumption.basis(LoadedSettings.groups(settings), settings.train(), TEXTS);
  }

  private CheckpointPlace place(Earlier earlier) {
    return new CheckpointPlace(
        temporary.resolve("model.checkpoints").toString(), earlier, "add --resume");
  }

  private CheckpointFolder folder(Store of) {
    return new CheckpointFolder(of, place(Earlier.REFUSE), 3, told::add);
  }

  /** Rounds 3 and 5, in the middle of the second epoch. */
  private void keep(TrainBasis basis) {
    CheckpointFolder folder = folder(store);
    for (int round : new int[] {3, 5}) {
      Checkpoint any = CheckpointFolderTest.checkpoint(round, 0);
      folder.write(new Checkpoint(basis, any.state(), "", 0));
    }
    CheckpointFolder.forgetWayOn();
  }

  private Optional<Checkpoint> find(Earlier earlier, TrainBasis basis, int epochs) {
    return find(store, earlier, basis, epochs);
  }

  private Optional<Checkpoint> find(Store of, Earlier earlier, TrainBasis basis, int epochs) {
    return Resumption.find(folder(of), place(earlier), basis, epochs, told::add);
  }

  private List<String> files() {
    return store.list(place(Earlier.REFUSE).folder());
  }

  @ParameterizedTest
  @EnumSource(names = {"RESUME", "RESUME_IF_ANY", "RESUME_IF_SAME"})
  void the_same_training_goes_on_also_with_more_epochs_and_knows_how_to_go_on_again(
      Earlier earlier) {
    keep(basis("train.epochs=2"));
    Checkpoint found =
        find(earlier, basis("train.epochs=7", "generate.tokens=3", "checkpoint.keep=9"), 7)
            .orElseThrow();

    assertThat(found.state().round()).isEqualTo(5);
    String file = folder(store).path(5);
    assertThat(told).containsExactly("Going on from " + file);
    assertThat(CheckpointPlace.wayOn())
        .contains("The training can go on from %s: add --resume.".formatted(file));
  }

  @ParameterizedTest
  @EnumSource(names = {"RESUME", "RESUME_IF_ANY"})
  void all_that_changed_is_named_and_refused(Earlier earlier) {
    keep(basis());
    assertThatThrownBy(() -> find(earlier, basis("train.batch-size=3", "model.dropout=0.25"), 2))
        .isInstanceOf(UserException.class)
        .message()
        .satisfies(
            message ->
                assertThat(message.lines())
                    .satisfiesExactly(
                        line -> assertThat(line).startsWith("model.dropout: 0.25, but "),
                        line -> assertThat(line).startsWith("train.batch-size: 3, but "))
                    .allMatch(line -> line.endsWith("begin anew with --overwrite")));
    assertThat(files()).hasSize(2);
    assertThat(CheckpointPlace.wayOn()).isEmpty();
  }

  @Test
  void with_a_schedule_over_all_epochs_more_of_them_are_another_training() {
    keep(basis("train.schedule.type=linear", "train.epochs=2"));
    TrainBasis longer = basis("train.schedule.type=linear", "train.epochs=3");
    assertThatThrownBy(() -> find(Earlier.RESUME, longer, 3))
        .hasMessageStartingWith("train.epochs: 3, but 2 in the checkpoint");
  }

  @Test
  void those_of_another_training_are_deleted_where_they_are_ones_own() {
    keep(basis());

    assertThat(find(Earlier.RESUME_IF_SAME, basis("model.dropout=0.25"), 2)).isEmpty();
    assertThat(told).singleElement().asString().contains("of another training; begins anew");
    assertThat(files()).isEmpty();
  }

  @Test
  void fewer_epochs_than_were_begun_are_refused() {
    keep(basis());
    assertThatThrownBy(() -> find(Earlier.RESUME, basis(), 1))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("train.epochs: 1, but 2 are begun");
  }

  @Test
  void where_there_are_none_training_begins_and_whoever_wanted_to_go_on_is_told() {
    for (Earlier earlier : Earlier.values()) {
      assertThat(find(earlier, basis(), 2)).isEmpty();
    }
    assertThat(told).singleElement().asString().endsWith("training begins at its start");
  }

  @Test
  void beginning_anew_deletes_them_unread() {
    keep(basis());
    assertThat(find(new Unreadable(), Earlier.DELETE, basis(), 2)).isEmpty();
    assertThat(files()).isEmpty();
  }

  /** What cannot be read today may be whole tomorrow. */
  private final class Unreadable extends StoreAround {
    Unreadable() {
      super(store);
    }

    @Override
    public InputStream open(String path) {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          throw new IOException("No route to host");
        }

        @Override
        public int read(byte[] block, int from, int length) throws IOException {
          return read();
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESUME", "RESUME_IF_ANY", "RESUME_IF_SAME"})
  void a_store_that_cannot_be_read_ends_the_command_and_nothing_is_deleted(Earlier earlier) {
    keep(basis());
    assertThatThrownBy(() -> find(new Unreadable(), earlier, basis(), 2))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll("round-000005.checkpoint", "No route to host");
    assertThat(told).isEmpty();
    assertThat(files()).hasSize(2);
  }

  @Test
  void where_all_are_damaged_a_run_leaves_them_to_the_user_too() throws IOException {
    keep(basis());
    for (String name : files()) {
      Files.writeString(Path.of(place(Earlier.REFUSE).folder(), name), "torn");
    }
    assertThatThrownBy(() -> find(Earlier.RESUME_IF_SAME, basis(), 2))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("every checkpoint is damaged");
    assertThat(files()).hasSize(2);
  }

  @Test
  void when_the_model_is_in_its_place_there_is_no_way_on_and_nothing_is_left() {
    keep(basis());
    find(Earlier.RESUME, basis(), 2);

    place(Earlier.RESUME).done(store, TestSettings.of(List.of()).checkpoint());
    assertThat(CheckpointPlace.wayOn()).isEmpty();
    assertThat(Path.of(place(Earlier.RESUME).folder())).doesNotExist();
  }

  @Test
  void kept_checkpoints_are_no_way_on_either_once_the_model_is_in_its_place() {
    keep(basis());
    find(Earlier.RESUME, basis(), 2);

    place(Earlier.RESUME)
        .done(store, TestSettings.of(List.of("checkpoint.when-done=keep")).checkpoint());
    assertThat(CheckpointPlace.wayOn()).isEmpty();
    assertThat(files()).hasSize(2);
  }

  @Test
  void a_place_with_checkpoints_is_refused_before_any_work_unless_something_is_said() {
    place(Earlier.REFUSE).refuseEarlier(store);
    keep(basis());
    assertThatThrownBy(() -> place(Earlier.REFUSE).refuseEarlier(store))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("model.checkpoints", "--resume", "--overwrite");
    place(Earlier.RESUME).refuseEarlier(store);
    place(Earlier.DELETE).refuseEarlier(store);
  }
}

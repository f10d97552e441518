package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.engine.StoreAround;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.metric.LanguageScore;
import io.timestep.nn.RecurrentState;
import io.timestep.train.OuterState;
import io.timestep.train.Patience;
import io.timestep.train.PolyakMean;
import io.timestep.train.TrainState;
import io.timestep.train.Validation;
import io.timestep.train.checkpoint.Checkpoint;
import io.timestep.train.checkpoint.TrainBasis;
import io.timestep.util.LocalStore;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
  @TempDir Path temporary;
  private final Store store = new LocalStore();
  private final List<String> told = new ArrayList<>();

  private String folder() {
    return temporary.resolve("model.checkpoints").toString();
  }

  private CheckpointFolder open(int keep) {
    return open(store, keep);
  }

  private CheckpointFolder open(Store of, int keep) {
    CheckpointPlace place = new CheckpointPlace(folder(), Earlier.RESUME, "try again");
    return new CheckpointFolder(of, place, keep, told::add);
  }

  /**
   * @param bestRound of the best epoch; 0: none yet
   */
  static Checkpoint checkpoint(int round, int bestRound) {
    float[] parameters = {round, 2};
    Validation best = new Validation(1, bestRound, new LanguageScore(5, 2.5, 1, 2), true);
    TrainState state =
        new TrainState(
            round,
            2,
            round,
            round,
            round,
            round,
            1,
            new OuterState(parameters, new float[0]),
            PolyakMean.NONE,
            new float[0],
            List.of(RecurrentState.ZERO),
            Patience.NEW,
            Patience.NEW,
            new double[0],
            bestRound == 0
                ? Optional.empty()
                : Optional.of(new TrainState.Best(best, new float[] {7, 7})));
    return new Checkpoint(new TrainBasis(Map.of(), Map.of()), state, "", 0);
  }

  private void damage(int round) throws IOException {
    Path file = Path.of(open(1).path(round));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void the_newest_are_kept_and_that_of_the_best_epoch() {
    CheckpointFolder checkpoints = open(2);
    for (int round : new int[] {10, 20, 30, 40, 1_000_000}) {
      checkpoints.write(checkpoint(round, round >= 20 ? 20 : 0));
    }

    assertThat(store.list(folder()))
        .containsExactlyInAnyOrder(
            "round-000020.checkpoint", "round-000040.checkpoint", "round-1000000.checkpoint");
    assertThat(open(2).newestWhole().orElseThrow().state().round()).isEqualTo(1_000_000);
    assertThat(told).isEmpty();
  }

  @Test
  void in_place_of_a_damaged_one_the_one_before_is_used_with_a_warning() throws IOException {
    CheckpointFolder checkpoints = open(3);
    List.of(1, 2, 3).forEach(round -> checkpoints.write(checkpoint(round, 0)));
    damage(3);
    Files.write(Path.of(checkpoints.path(2)), new byte[] {'T', 'S'});

    CheckpointFolder again = open(3);
    assertThat(again.newestWhole().orElseThrow().state().round()).isEqualTo(1);
    assertThat(told).hasSize(2).allMatch(line -> line.contains("is damaged"));
    assertThat(told.get(0)).contains("round-000003.checkpoint", "checksum");

    again.write(checkpoint(4, 0));
    assertThat(store.list(folder()))
        .as("damaged ones go when there is a newer one")
        .containsExactly("round-000001.checkpoint", "round-000004.checkpoint");
  }

  @Test
  void where_all_are_damaged_the_user_has_to_decide() throws IOException {
    open(1).write(checkpoint(5, 0));
    damage(5);

    assertThatThrownBy(() -> open(1).newestWhole())
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(folder(), "every checkpoint is damaged", "--overwrite");
    assertThat(open(1).isEmpty()).isFalse();
  }

  @Test
  void a_full_disk_leaves_the_checkpoint_before_and_nothing_half_written() {
    open(1).write(checkpoint(1, 0));
    CheckpointFolder full = open(new FullDisk(store, path -> path.contains("round-000002")), 1);
    full.newestWhole();

    assertThatThrownBy(() -> full.write(checkpoint(2, 0)))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "round-000002.checkpoint", FullDisk.MESSAGE, "go on from round 1: try again");
    assertThat(store.list(folder())).containsExactly("round-000001.checkpoint");
    assertThat(open(1).newestWhole().orElseThrow().state().round()).isEqualTo(1);
  }

  @Test
  void where_the_file_system_refuses_one_the_way_on_is_told() {
    open(1).write(checkpoint(1, 0));
    CheckpointFolder refused =
        open(
            new StoreAround(store) {
              @Override
              public OutputStream create(String path) {
                IOException cause = new IOException("Name node is in safe mode");
                throw new UserException(
                    "%s: cannot be written: %s; choose a path that may be"
                        .formatted(path, cause.getMessage()),
                    cause);
              }
            },
            1);
    refused.newestWhole();

    assertThatThrownBy(() -> refused.write(checkpoint(2, 0)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s/round-000002.checkpoint: cannot be written: Name node is in safe mode;"
                    .formatted(folder())
                + " make room there, then go on from round 1: try again");
  }

  @Test
  void an_old_one_that_cannot_be_deleted_is_told_and_ends_no_training() {
    AtomicBoolean stuck = new AtomicBoolean(true);
    CheckpointFolder checkpoints =
        open(
            new StoreAround(store) {
              @Override
              public void delete(String path) {
                if (stuck.get() && path.endsWith("round-000001.checkpoint") && exists(path)) {
                  throw new UncheckedIOException(new IOException("Device or resource busy"));
                }
                super.delete(path);
              }
            },
            1);
    List.of(1, 2, 3).forEach(round -> checkpoints.write(checkpoint(round, 0)));

    assertThat(store.list(folder()))
        .containsExactly("round-000001.checkpoint", "round-000003.checkpoint");
    assertThat(told).hasSize(2).allMatch(line -> line.contains("Device or resource busy"));
    assertThat(CheckpointPlace.wayOn().orElseThrow())
        .contains("round-000003.checkpoint: try again");

    stuck.set(false);
    checkpoints.write(checkpoint(4, 0));
    assertThat(store.list(folder())).containsExactly("round-000004.checkpoint");
  }

  @Test
  void a_folder_that_cannot_be_listed_ends_no_training() {
    CheckpointFolder checkpoints =
        open(
            new StoreAround(store) {
              @Override
              public List<String> list(String folder) {
                throw new UncheckedIOException(new IOException("No route to host"));
              }
            },
            1);
    checkpoints.write(checkpoint(1, 0));

    assertThat(told).singleElement().asString().contains("No route to host");
    assertThat(open(1).newestWhole()).isPresent();
  }

  @Test
  void what_is_half_written_is_no_checkpoint_and_is_cleared_away() throws IOException {
    Files.createDirectories(Path.of(folder()));
    Path part = Path.of(folder(), "round-000007.checkpoint.part-0123abcd");
    Files.writeString(part, "half");

    CheckpointFolder checkpoints = open(1);
    assertThat(checkpoints.isEmpty()).isTrue();
    assertThat(checkpoints.newestWhole()).isEmpty();
    checkpoints.deleteParts();
    assertThat(part).doesNotExist();
  }

  @Test
  void deleting_spares_files_of_others() throws IOException {
    CheckpointFolder checkpoints = open(1);
    checkpoints.write(checkpoint(1, 0));
    Path notes = Files.writeString(Path.of(folder(), "notes.txt"), "mine");

    checkpoints.delete();
    assertThat(store.list(folder())).containsExactly("notes.txt");

    Files.delete(notes);
    checkpoints.write(checkpoint(1, 0));
    checkpoints.delete();
    assertThat(Path.of(folder())).doesNotExist();
  }
}

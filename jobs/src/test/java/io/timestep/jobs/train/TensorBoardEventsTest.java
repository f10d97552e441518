package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.train.EventsConfig;
import io.timestep.train.MergeReport;
import io.timestep.train.ReplicaReport;
import io.timestep.train.TrainListener.RoundEnd;
import io.timestep.util.LocalStore;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardEventsTest {
  /** Of which neither the gradient nor the time of the replicas was measured. */
  private static final RoundEnd ROUND =
      new RoundEnd(
          1,
          1,
          5,
          5,
          10,
          100,
          0.1,
          2,
          new MergeReport(MergeReport.NONE.spread(), Double.NaN, 4000),
          List.of(ReplicaReport.ofLoss(0, 100, 50, "here")));

  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();

  private TensorBoardEvents events(Store store, Path board) {
    return TensorBoardEvents.of(store, new EventsConfig(board.toString()), new Noting(notes));
  }

  @Test
  void a_folder_that_cannot_be_written_is_the_users_to_mend() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> events(new LocalStore(), file.resolve("board")))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("events.tensorboard", "board", "give another folder, or none");
  }

  @Test
  void a_disk_that_is_full_later_ends_the_curves_with_one_note_and_leaves_no_file_open() {
    FullDisk disk = new FullDisk(new LocalStore(), path -> true);
    try (TensorBoardEvents events = events(disk, folder)) {
      events.begin(0);
      assertThat(disk.stillOpen()).hasSize(1);
      events.onRound(ROUND);
      assertThat(disk.stillOpen()).isEmpty();
      events.onRound(ROUND);
    }

    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).startsWith("TensorBoard gets no more events");
    assertThat(new LocalStore().list(folder.toString())).hasSize(1);
  }

  @Test
  void what_was_not_measured_is_no_point_of_a_curve() throws IOException {
    LocalStore store = new LocalStore();
    try (TensorBoardEvents events = events(store, folder)) {
      events.begin(0);
      events.onRound(ROUND);
    }

    Path file = folder.resolve(store.list(folder.toString()).get(0));
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .contains("train/perplexity", "round/seconds", "round/bytes-moved")
        .doesNotContain("gradient-norm", "clipped", "divergence", "compute", "broadcast", "merge");
  }

  @Test
  void a_training_that_never_begins_leaves_no_file() {
    Store store = new LocalStore();
    events(store, folder).close();

    assertThat(store.list(folder.toString())).isEmpty();
    assertThat(notes).isEmpty();
  }
}

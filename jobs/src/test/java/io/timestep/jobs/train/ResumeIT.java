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
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DFSTestUtil;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings that were stopped and go on, in one process. What is refused, told and deleted is in
 * {@link ResumptionTest}, without Spark.
 */
class ResumeIT {
  @TempDir static Path shared;
  private static ResumableTraining uninterrupted;

  @TempDir Path folder;
  private final JobContext context = LocalSpark.context();

  @BeforeAll
  static void trainWithoutAStop() throws IOException {
    Path text = Files.write(shared.resolve("text.txt"), ResumableTraining.text());
    uninterrupted =
        new ResumableTraining(
                LocalSpark.context(),
                CorpusInput.text(text.toString()),
                shared.resolve("model").toString())
            .train(Earlier.REFUSE);
  }

  private ResumableTraining training(Path text) {
    return new ResumableTraining(
        context, CorpusInput.text(text.toString()), folder.resolve("model").toString());
  }

  private void assertLikeUninterrupted(ResumableTraining training) {
    assertThat(training.weights()).isEqualTo(uninterrupted.weights());
    assertThat(training.history()).isEqualTo(uninterrupted.history());
    assertThat(context.store().exists(training.checkpoints())).isFalse();
  }

  @Test
  void a_training_on_hdfs_with_a_crash_a_full_disk_and_a_damaged_block_ends_as_one_without()
      throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    try (MiniDFSCluster hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build()) {
      String root = hdfs.getURI() + "/resume";
      context.store().writeString(root + "/text.txt", String.join("\n", ResumableTraining.text()));
      ResumableTraining training =
          new ResumableTraining(context, CorpusInput.text(root + "/text.txt"), root + "/model");

      training.stop(4);
      assertThat(context.store().list(training.checkpoints()))
          .containsExactly("round-000002.checkpoint", "round-000004.checkpoint");
      assertThatThrownBy(() -> training.train(Earlier.REFUSE))
          .isInstanceOf(UserException.class)
          .hasMessageContainingAll(training.checkpoints(), "--resume", "--overwrite");

      FullDisk full = new FullDisk(context.store(), path -> path.contains("round-000010"));
      assertThatThrownBy(() -> training.train(Earlier.RESUME, Progress.NONE, full))
          .isInstanceOf(UserException.class)
          .hasMessageContainingAll("round-000010.checkpoint", FullDisk.MESSAGE, "from round 8");
      assertThat(context.store().list(training.checkpoints()))
          .contains("round-000008.checkpoint")
          .allMatch(name -> name.endsWith(".checkpoint"));

      damage(hdfs, training.checkpoints() + "/round-000008.checkpoint");
      List<String> notes = new ArrayList<>();
      training.train(Earlier.RESUME_IF_SAME, new Noting(notes), context.store());
      assertThat(notes)
          .anyMatch(note -> note.contains("round-000008.checkpoint: is damaged"))
          .anyMatch(note -> note.endsWith("round-000007.checkpoint")); // of the best epoch
      assertLikeUninterrupted(training);
    }
  }

  /** Changes the file's first block on the disk of the only data node. */
  private static void damage(MiniDFSCluster hdfs, String file) throws IOException {
    hdfs.corruptReplica(
        0, DFSTestUtil.getFirstBlock(hdfs.getFileSystem(), new org.apache.hadoop.fs.Path(file)));
  }

  @Test
  void another_text_is_named_and_refused() throws IOException {
    List<String> lines = ResumableTraining.text();
    Path text = Files.write(folder.resolve("text.txt"), lines);
    ResumableTraining training = training(text).stop(2);
    lines.set(5, "a dog of another kind");
    Files.write(text, lines);

    assertThatThrownBy(() -> training.train(Earlier.RESUME))
        .isInstanceOf(UserException.class)
        .message()
        .satisfies(
            message ->
                assertThat(message.lines().map(line -> line.split(": ", 2)[0]))
                    .containsExactly("vocabulary", "training text", "validation text"));
  }

  @Test
  void a_training_that_has_ended_goes_on_with_more_epochs() {
    ResumableTraining training =
        training(shared.resolve("text.txt"))
            .with("train.epochs=1", "checkpoint.when-done=keep")
            .train(Earlier.REFUSE);
    assertThat(context.store().list(training.checkpoints())).isNotEmpty();

    training.with("train.epochs=3", "checkpoint.when-done=delete").train(Earlier.RESUME);
    assertLikeUninterrupted(training);
  }
}

package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training from HDFS to HDFS, with its checkpoints there. */
class HdfsResumeIT {
  @TempDir static Path folder;
  private static MiniDFSCluster hdfs;

  @BeforeAll
  static void start() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
  }

  @AfterAll
  static void stop() {
    hdfs.shutdown();
  }

  @Test
  void a_training_on_hdfs_that_was_stopped_ends_as_one_that_never_stopped() throws IOException {
    JobContext context = LocalSpark.context();
    String root = hdfs.getURI() + "/resume";
    context.store().writeString(root + "/text.txt", String.join("\n", ResumableTraining.text()));
    ResumableTraining training =
        new ResumableTraining(context, CorpusInput.text(root + "/text.txt"), root + "/model")
            .stop(9);
    assertThat(context.store().list(training.checkpoints())).contains("round-000008.checkpoint");
    training.train(Earlier.RESUME);

    Path local = Files.write(folder.resolve("text.txt"), ResumableTraining.text());
    ResumableTraining uninterrupted =
        new ResumableTraining(
                context, CorpusInput.text(local.toString()), folder.resolve("model").toString())
            .train(Earlier.REFUSE);
    assertThat(training.weights()).isEqualTo(uninterrupted.weights());
    assertThat(training.history()).isEqualTo(uninterrupted.history());
    assertThat(context.store().exists(training.checkpoints())).isFalse();
  }
}

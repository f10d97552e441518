package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.nn.ModelConfig;
import io.timestep.nn.RecurrentNetwork;
import io.timestep.train.RoundRunner;
import io.timestep.train.TrainConfig;
import io.timestep.train.TrainListener;
import io.timestep.train.TrainingLoop;
import io.timestep.train.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;

/** A long training takes no more memory and disk than a short one. */
class ManyRoundsIT {
  /** About 70,000 parameters, of which a round broadcasts 0.3 MB. */
  private static final ModelConfig MODEL =
      new ModelConfig(
          ModelConfig.Cell.LSTM,
          2,
          64,
          64,
          0,
          ModelConfig.DropoutMask.STEP,
          0,
          0,
          ModelConfig.Softmax.FULL,
          List.of(),
          false);

  private static final int WARM = 40; // rounds after which nothing new is made any more
  private static final int A_FEW = 5; // rounds whose removal may be under way

  private static final String[] SETTINGS = {
    "train.replicas=2",
    "train.batch-size=2",
    "train.time-steps=5",
    "train.steps-per-round=1",
    "train.epochs=6",
    "train.optimizer.type=sgd",
    "train.optimizer.learning-rate=0.01"
  };

  /** What is there when the training is warm, and at its end. */
  private static final class Watch implements TrainListener {
    private int rounds;
    private long heap;
    private long nativeBytes;

    @Override
    public void onRound(RoundEnd end) {
      rounds = end.round();
      if (end.round() == WARM) {
        heap = settled(ManyRoundsIT::usedHeap, Long.MIN_VALUE);
        nativeBytes = settled(Pointer::totalBytes, Long.MIN_VALUE);
      }
    }

    @Override
    public void onValidation(Validation event) {}
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** The least value of a second of collecting garbage, or the first that is small enough. */
  private static long settled(LongSupplier value, long enough) {
    long least = Long.MAX_VALUE;
    Instant end = Instant.now().plus(Duration.ofSeconds(1));
    while (least > enough && Instant.now().isBefore(end)) {
      System.gc();
      least = Math.min(least, value.getAsLong());
    }
    return least;
  }

  private static long shuffleFiles() {
    return JavaConverters.seqAsJavaList(
            SparkEnv.get().blockManager().diskBlockManager().getAllFiles())
        .stream()
        .filter(file -> file.getName().startsWith("shuffle_"))
        .count();
  }

  /** Bytes of all broadcast variables. */
  private static long broadcastBytes() {
    BlockManager blocks = SparkEnv.get().blockManager();
    List<BlockId> ids =
        JavaConverters.seqAsJavaList(blocks.getMatchingBlockIds(BlockId::isBroadcast));
    return ids.stream()
        .map(blocks::getStatus)
        .filter(status -> status.isDefined()) // it may be gone by now
        .mapToLong(status -> status.get().memSize() + status.get().diskSize())
        .sum();
  }

  /** The value, as soon as it is small enough, or after some seconds: Spark removes by and by. */
  private static long soon(LongSupplier value, long enough) throws InterruptedException {
    for (int i = 0; i < 100 && value.getAsLong() > enough; i++) {
      Thread.sleep(50);
    }
    return value.getAsLong();
  }

  @Test
  void rounds_leave_nothing_behind() throws InterruptedException {
    TrainConfig config = TestSettings.of(List.of(SETTINGS)).train();
    JobContext context = LocalSpark.context();
    try (StreamShards shards =
            StreamShards.of(SparkRoundsIT.table(context, SparkRoundsIT.documents()), 4, 2);
        RecurrentNetwork network = RecurrentNetwork.create(MODEL, SparkRoundsIT.V, 1)) {
      RoundRunner rounds =
          new SparkRounds(
              context,
              shards,
              MODEL,
              SparkRoundsIT.V,
              config,
              TrainingLoop.schedule(config, shards.plan()));
      Watch watch = new Watch();
      TrainingLoop loop = new TrainingLoop(config, shards.plan(), rounds, Optional.empty(), watch);
      long files = shuffleFiles();
      long model = (long) network.parameterCount() * Float.BYTES;

      loop.run(network.copyParameters());

      assertThat(watch.rounds).isGreaterThan(3 * WARM);
      long allowedFiles = files + A_FEW * 2 * 3; // of each replica data, index and checksum
      assertThat(soon(ManyRoundsIT::shuffleFiles, allowedFiles))
          .as("files of shuffles")
          .isLessThanOrEqualTo(allowedFiles);
      long allowedBytes = 1_000_000 + A_FEW * 2 * model; // tasks, and values with their pieces
      assertThat(soon(ManyRoundsIT::broadcastBytes, allowedBytes))
          .as("bytes of broadcasts")
          .isLessThanOrEqualTo(allowedBytes);
      long later = (long) watch.rounds - WARM;
      long allowedHeap = watch.heap + later * model / 2;
      assertThat(settled(ManyRoundsIT::usedHeap, allowedHeap))
          .as("heap")
          .isLessThanOrEqualTo(allowedHeap);
      long allowedNative = watch.nativeBytes + A_FEW * model;
      assertThat(settled(Pointer::totalBytes, allowedNative))
          .as("native bytes")
          .isLessThanOrEqualTo(allowedNative);
    }
  }
}

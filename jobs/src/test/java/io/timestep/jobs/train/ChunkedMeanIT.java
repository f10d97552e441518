package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import io.timestep.jobs.engine.DamagedBytesException;
import io.timestep.jobs.engine.Handoff;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.jobs.train.ChunkedMean.Contribution;
import io.timestep.train.Spread;
import io.timestep.train.WeightedMean;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;

class ChunkedMeanIT {
  private static final int PARAMETERS = (2 << 18) + 7; // two chunks and a bit
  private static final int MOMENTS = (1 << 18) + 1;
  private static final int REPLICAS = 2; // on two cores: they run side by side
  private static final AtomicInteger ROUNDS = new AtomicInteger();
  private static final AtomicInteger SPOILED = new AtomicInteger();
  private static volatile Set<String> filesBefore;

  @BeforeEach
  void begin() {
    ROUNDS.set(0);
    SPOILED.set(0);
  }

  /** As between executors, and uncompressed: nobody else notices a bit that flips. */
  private static ChunkedMean.Merged<String> written(Function<Integer, Contribution<String>> work) {
    return onSpark(shards -> ChunkedMean.of(shards, work, () -> Handoff.NONE));
  }

  private static <R> R onSpark(java.util.function.Function<JavaRDD<Integer>, R> job) {
    return LocalSpark.asCommand(
        "train",
        Map.of(
            "spark.master", "local[2]",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.ui.enabled", "false",
            "spark.shuffle.compress", "false"),
        context -> {
          List<Integer> numbers = IntStream.range(0, REPLICAS).boxed().toList();
          return job.apply(
              context
                  .sparkContext()
                  .parallelize(numbers, REPLICAS)
                  .persist(StorageLevel.MEMORY_ONLY()));
        });
  }

  /** What all tasks write to be shuffled. */
  private static final class ShuffleBytes extends SparkListener {
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      bytes.addAndGet(end.taskMetrics().shuffleWriteMetrics().bytesWritten());
    }

    /** Until it has heard of all that has happened. */
    void await(JavaRDD<?> rdd) {
      try {
        rdd.context().listenerBus().waitUntilEmpty();
      } catch (TimeoutException e) {
        throw new AssertionError("Spark's events do not end", e);
      }
    }
  }

  private static float[] values(int seed, int length) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static List<float[]> vectors(int replica) {
    return List.of(values(replica, PARAMETERS), new float[0], values(-1 - replica, MOMENTS));
  }

  private static Contribution<String> replica(int number) {
    return new Contribution<>(number, 3 + number, vectors(number), "report " + number);
  }

  private static float[] mean(int vector) {
    return WeightedMean.of(parts(vector));
  }

  private static List<WeightedMean.Part> parts(int vector) {
    return IntStream.range(0, REPLICAS)
        .mapToObj(i -> new WeightedMean.Part(3 + i, vectors(i).get(vector)))
        .toList();
  }

  @SuppressWarnings("deprecation") // the converters of Scala 2.12
  private static Set<String> shuffleFiles() {
    return JavaConverters.seqAsJavaList(
            SparkEnv.get().blockManager().diskBlockManager().getAllFiles())
        .stream()
        .map(File::getPath)
        .filter(path -> path.matches(".*/shuffle_\\d+_\\d+_\\d+\\.data"))
        .collect(Collectors.toSet());
  }

  /** A replica in a round; in the first {@code damaged} rounds replica 1 spoils 0's values. */
  private static Contribution<String> replicaOf(int number, int damaged) {
    if (number == 0) {
      filesBefore = shuffleFiles();
      ROUNDS.incrementAndGet();
    } else if (SPOILED.get() < damaged) {
      spoil(fileOf0(SPOILED.incrementAndGet()));
    }
    return replica(number);
  }

  /** What replica 0 wrote in a round, as soon as it is there. */
  private static String fileOf0(int round) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      if (ROUNDS.get() == round) {
        Set<String> files = shuffleFiles();
        files.removeAll(filesBefore);
        if (!files.isEmpty()) {
          return files.iterator().next();
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("replica 0 wrote no file in round " + round);
  }

  /** Flips a bit in the middle of a file. */
  private static void spoil(String path) {
    try (RandomAccessFile file = new RandomAccessFile(path, "rw")) {
      long middle = file.length() / 2;
      file.seek(middle);
      int value = file.read();
      file.seek(middle);
      file.write(value ^ 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertMean(ChunkedMean.Merged<String> merged) {
    for (int v = 0; v < 3; v++) { // the second has no values
      assertThat(Arrays.mismatch(merged.vector(v), mean(v))).as("vector %d", v).isEqualTo(-1);
    }
    assertThat(merged.reports()).containsExactly("report 0", "report 1");
  }

  private static void assertWhole(ChunkedMean.Merged<String> merged) {
    assertMean(merged);
    assertThat(merged.bytes()).isEqualTo((REPLICAS + 1L) * (PARAMETERS + MOMENTS) * Float.BYTES);
    Spread whole = Spread.of(parts(0), mean(0)); // of the parameters alone
    assertThat(merged.spread().distance(7)).isCloseTo(whole.distance(7), withPercentage(1e-9));
    assertThat(merged.vector(3)).as("one that no replica has").isEmpty();
  }

  @Test
  void vectors_of_several_chunks_and_of_none_give_their_mean_bit_for_bit() {
    assertWhole(written(ChunkedMeanIT::replica));
  }

  @Test
  void inside_one_jvm_values_are_not_written_and_the_mean_is_the_same() {
    assertWhole(
        onSpark(
            shards -> {
              ShuffleBytes written = new ShuffleBytes();
              shards.context().addSparkListener(written);
              var merged = ChunkedMean.of(shards, ChunkedMeanIT::replica);
              written.await(shards);
              assertThat(written.bytes).hasPositiveValue().hasValueLessThan(PARAMETERS);
              return merged;
            }));
  }

  @Test
  void a_bit_that_flips_in_the_shuffle_runs_the_round_again_and_the_mean_is_the_same() {
    assertMean(written(number -> replicaOf(number, 1)));

    assertThat(ROUNDS).as("rounds run").hasValue(2);
  }

  @Test
  void bits_that_flip_in_every_round_end_it_and_say_so() {
    assertThatThrownBy(() -> written(number -> replicaOf(number, Integer.MAX_VALUE)))
        .matches(DamagedBytesException::isCauseOf, "is of damaged bytes")
        .hasMessageContaining("Checksum");
    assertThat(ROUNDS).as("rounds run").hasValue(3);
  }
}

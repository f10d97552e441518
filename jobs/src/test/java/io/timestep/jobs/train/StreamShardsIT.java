package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.memory.MemoryMode;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.Test;
import scala.Option;

/** What becomes of shards that an executor had no memory for, and their files. */
class StreamShardsIT {
  private static final int TOKENS = 5_000;
  private static final int STREAMS = 8;

  /** A text in 4 shards, in the session of a training. */
  private static void onDisk(BiConsumer<StreamShards, List<Path>> test) {
    LocalSpark.asCommand(
        "train",
        Map.of("spark.master", "local[2,2]"), // a task that failed is tried again, as on a cluster
        context -> {
          try (StreamShards shards = shards(context)) {
            assertThat(sum(shards)).isEqualTo(expectedSum());
            test.accept(shards, evicted());
          }
          return null;
        });
  }

  private static StreamShards shards(JobContext context) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < TOKENS; i += 10) {
      int[] tokens = new int[10];
      for (int j = 0; j < tokens.length; j++) {
        tokens[j] = (i + j) * 7 % 1013;
      }
      rows.add(RowFactory.create((long) i, tokens));
    }
    StructType type =
        new StructType()
            .add("document", DataTypes.LongType)
            .add("tokens", DataTypes.createArrayType(DataTypes.IntegerType, false));
    return StreamShards.of(context.spark().createDataFrame(rows, type), STREAMS, 2);
  }

  private static long expectedSum() {
    long sum = 0;
    for (int i = 0; i < TOKENS; i++) {
      sum += i * 7 % 1013;
    }
    return sum;
  }

  /** Of all tokens as executors have them. */
  private static long sum(StreamShards shards) {
    return shards.shards().map(StreamShardsIT::sumOf).collect().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static long sumOf(StreamShards.Shard shard) {
    return IntStream.of(shard.streams().window(0, TOKENS / STREAMS).targets()).asLongStream().sum();
  }

  /** As when memory is short: all cached shards go to disk. Their files. */
  private static List<Path> evicted() {
    var blocks = SparkEnv.get().blockManager();
    Option<BlockId> forNone = Option.empty();
    while (blocks.memoryStore().evictBlocksToFreeSpace(forNone, 1, MemoryMode.ON_HEAP) > 0) {
      // the oldest that is left
    }
    List<Path> files = new ArrayList<>();
    for (File folder : blocks.diskBlockManager().localDirs()) {
      try (Stream<Path> tree = Files.walk(folder.toPath())) {
        tree.filter(file -> file.getFileName().toString().startsWith("rdd_")).forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(files).hasSize(4);
    return files;
  }

  @Test
  void those_on_disk_are_read_from_there() {
    onDisk((shards, files) -> assertThat(sum(shards)).isEqualTo(expectedSum()));
  }

  @Test
  void a_file_that_was_changed_is_noticed_and_made_again() {
    onDisk(
        (shards, files) -> {
          files.forEach(StreamShardsIT::flipBit);
          assertThat(sum(shards)).isEqualTo(expectedSum());
        });
  }

  private static void flipBit(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 0x10;
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_file_that_is_lost_is_made_again() {
    onDisk(
        (shards, files) -> {
          files.forEach(file -> assertThat(file.toFile().delete()).isTrue());
          assertThat(sum(shards)).isEqualTo(expectedSum());
        });
  }
}

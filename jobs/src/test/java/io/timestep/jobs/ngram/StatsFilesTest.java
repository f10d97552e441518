package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.jobs.engine.HadoopStore;
import io.timestep.util.Store;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsFilesTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;
  private final Store store = new HadoopStore(HADOOP);

  @Test
  void tables_hold_whole_parts_and_nothing_of_attempts_that_were_lost() {
    StatsFiles files =
        new StatsFiles(
            folder.toString(), new SerializableConfiguration(HADOOP), List.of(NgramTable.COUNT));
    List<String> tables = List.of("ngrams/order=2", "collocations/order=2", "skipgrams");
    for (String table : tables) {
      store.writeString("%s/%s/_attempt-17/part-00003.parquet".formatted(folder, table), "PA");
    }

    files.writeNgrams(2, 3, table -> {});
    files.writeCollocations(2, 3, table -> {});
    files.writeSkipGrams(3, table -> {});
    files.deleteLost();

    for (String table : tables) {
      String path = folder + "/" + table;
      assertThat(store.list(path)).as(table).containsExactly("part-00003.parquet");
      assertThat(NgramTableReader.rows(HADOOP, path + "/part-00003.parquet")).isZero();
    }
  }
}

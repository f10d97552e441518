package io.timestep.jobs.ngram;

import io.timestep.jobs.engine.HadoopStore;
import io.timestep.ngram.settings.NgramConfig;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Where tasks write the tables of {@code stats}.
 *
 * @param folder of the result
 * @param counts columns of numbers that tables of N-grams have
 */
record StatsFiles(String folder, SerializableConfiguration hadoop, List<String> counts)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In how many documents. */
  private static final String DOCUMENTS = "documents";

  StatsFiles {
    counts = List.copyOf(counts);
  }

  static StatsFiles of(String folder, Configuration hadoop, NgramConfig config) {
    return new StatsFiles(
        folder,
        new SerializableConfiguration(hadoop),
        config.documentFrequency()
            ? List.of(NgramTable.COUNT, DOCUMENTS)
            : List.of(NgramTable.COUNT));
  }

  /**
   * Writes a task's part of the N-grams of one order.
   *
   * @param rows writes all rows
   */
  void writeNgrams(int order, int part, Consumer<NgramTable> rows) {
    write("ngrams/order=" + order, part, counts, List.of(), rows);
  }

  /**
   * Writes a task's part of the skip-grams.
   *
   * @param rows writes all rows
   */
  void writeSkipGrams(int part, Consumer<NgramTable> rows) {
    write("skipgrams", part, List.of(NgramTable.COUNT), List.of(), rows);
  }

  /**
   * Writes a task's part of the collocations of one order.
   *
   * @param rows writes all rows
   */
  void writeCollocations(int order, int part, Consumer<NgramTable> rows) {
    write(
        "collocations/order=" + order,
        part,
        CollocationTable.LONGS,
        CollocationTable.DOUBLES,
        rows);
  }

  /** The part appears when it is whole, under a name that does not depend on the attempt. */
  private void write(
      String table, int part, List<String> longs, List<String> doubles, Consumer<NgramTable> rows) {
    String name = "part-%05d.parquet".formatted(part);
    String path = "%s/%s/%s".formatted(folder, table, name);
    String attempt =
        "%s/%s/_%s.%d".formatted(folder, table, name, TaskContext.get().taskAttemptId());
    HadoopStore store = new HadoopStore(hadoop.value());
    try {
      try (NgramTable file = new NgramTable(hadoop.value(), attempt, longs, doubles)) {
        rows.accept(file);
      }
      store.delete(path); // of an attempt whose executor was lost
      store.rename(attempt, path);
    } finally {
      store.delete(attempt);
    }
  }
}

package io.timestep.jobs.ngram;

import io.timestep.jobs.engine.HadoopStore;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.util.Store;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
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

  private static final String NGRAMS = "ngrams";
  private static final String COLLOCATIONS = "collocations";
  private static final String SKIP_GRAMS = "skipgrams";

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
    write(NGRAMS + "/order=" + order, part, counts, List.of(), rows);
  }

  /**
   * Writes a task's part of the skip-grams.
   *
   * @param rows writes all rows
   */
  void writeSkipGrams(int part, Consumer<NgramTable> rows) {
    write(SKIP_GRAMS, part, List.of(NgramTable.COUNT), List.of(), rows);
  }

  /**
   * Writes a task's part of the collocations of one order.
   *
   * @param rows writes all rows
   */
  void writeCollocations(int order, int part, Consumer<NgramTable> rows) {
    write(
        COLLOCATIONS + "/order=" + order,
        part,
        CollocationTable.LONGS,
        CollocationTable.DOUBLES,
        rows);
  }

  private void write(
      String table, int part, List<String> longs, List<String> doubles, Consumer<NgramTable> rows) {
    String name = "part-%05d.parquet".formatted(part);
    Attempt.write(
        new HadoopStore(hadoop.value()),
        folder + "/" + table,
        attempt -> {
          try (NgramTable file =
              new NgramTable(hadoop.value(), attempt + "/" + name, longs, doubles)) {
            rows.accept(file);
          }
          return null;
        });
  }

  /** Deletes what attempts have left whose executor was lost; when all tables are there. */
  void deleteLost() {
    Store store = new HadoopStore(hadoop.value());
    for (String tables : List.of(NGRAMS, COLLOCATIONS)) {
      for (String order : store.list(folder + "/" + tables)) {
        Attempt.deleteLost(store, "%s/%s/%s".formatted(folder, tables, order));
      }
    }
    Attempt.deleteLost(store, folder + "/" + SKIP_GRAMS);
  }
}

package io.timestep.bench.count;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.math.BigDecimal;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What tells whether two tables hold the same counts, whatever the order of their rows.
 *
 * @param types rows: different N-grams
 * @param total sum of the counts
 * @param hash sum of a 64-bit hash of each row
 */
record CountsFingerprint(long types, long total, BigDecimal hash) {
  /**
   * Reads a table through.
   *
   * @param table columns {@code ngram} (string) and {@code count} (long)
   */
  static CountsFingerprint of(Dataset<Row> table) {
    Row row =
        table
            .select(
                col("count").cast("long").as("count"),
                xxhash64(col("ngram").cast("string"), col("count").cast("long"))
                    .cast("decimal(38,0)")
                    .as("hash"))
            .agg(
                count(lit(1)),
                coalesce(sum("count"), lit(0L)),
                coalesce(sum("hash").cast("decimal(38,0)"), lit(0).cast("decimal(38,0)")))
            .head();
    return new CountsFingerprint(row.getLong(0), row.getLong(1), row.getDecimal(2));
  }
}

package io.timestep.bench.count;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Counts N-grams as one does with what Spark SQL has: a row an N-gram, {@code groupBy(ngram)
 * .count()}, an order after the other.
 */
final class SqlCounts {
  private final SparkSession session;

  SqlCounts(SparkSession session) {
    this.session = session;
  }

  /**
   * Writes {@code order=K/*.parquet} with the columns {@code ngram} and {@code count}.
   *
   * @param input a text, one sentence a line; words are separated by NUL, TAB, CR or space
   * @param order longest N-gram, in words
   */
  void write(String input, int order, String output) {
    for (int k = 1; k <= order; k++) {
      counts(input, k).write().mode(SaveMode.ErrorIfExists).parquet(output + "/order=" + k);
    }
  }

  private Dataset<Row> counts(String input, int order) {
    FlatMapFunction<String, String> explode = line -> ngrams(line, order).iterator();
    return session
        .read()
        .option("lineSep", "\n")
        .textFile(input)
        .flatMap(explode, Encoders.STRING())
        .toDF("ngram")
        .groupBy("ngram")
        .count();
  }

  /** The N-grams of a line from left to right, their words separated by spaces. */
  static List<String> ngrams(String line, int order) {
    List<String> words = words(line);
    List<String> ngrams = new ArrayList<>(Math.max(0, words.size() - order + 1));
    for (int i = 0; i + order <= words.size(); i++) {
      ngrams.add(order == 1 ? words.get(i) : String.join(" ", words.subList(i, i + order)));
    }
    return ngrams;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= line.length(); i++) {
      if (i == line.length() || isSeparator(line.charAt(i))) {
        if (i > start) {
          words.add(line.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\0';
  }
}

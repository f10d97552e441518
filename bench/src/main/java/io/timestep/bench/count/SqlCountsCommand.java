package io.timestep.bench.count;

import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code count-sql}. */
@Command(name = "count-sql", description = "Counts the N-grams of a text by plain Spark SQL.")
public final class SqlCountsCommand implements Callable<Integer> {
  @Option(names = "--input", required = true, paramLabel = "PATH", description = "A text.")
  private String input;

  @Option(
      names = "--order",
      defaultValue = "3",
      paramLabel = "N",
      description = "Longest N-gram, in words (${DEFAULT-VALUE}).")
  private int order;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder that gets order=K/*.parquet.")
  private String output;

  @Override
  public Integer call() {
    try (SparkSession session = Sessions.open("bench count-sql")) {
      new SqlCounts(session).write(input, order, output);
    }
    return 0;
  }
}

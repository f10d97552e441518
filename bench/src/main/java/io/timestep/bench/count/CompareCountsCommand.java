package io.timestep.bench.count;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare-counts}. */
@Command(
    name = "compare-counts",
    description = "Tells whether two folders of order=K/*.parquet hold the same N-gram counts.",
    footer = {"", "Exit codes: 0 the same; 1 not."})
public final class CompareCountsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FIRST", description = "A folder of counts.")
  private String first;

  @Parameters(index = "1", paramLabel = "SECOND", description = "Another.")
  private String second;

  @Option(
      names = "--order",
      defaultValue = "3",
      paramLabel = "N",
      description = "Longest N-gram, in words (${DEFAULT-VALUE}).")
  private int order;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean same = true;
    try (SparkSession session = Sessions.open("bench compare-counts")) {
      for (int k = 1; k <= order; k++) {
        CountsFingerprint a = fingerprint(session, first, k);
        CountsFingerprint b = fingerprint(session, second, k);
        same &= a.equals(b);
        out.println(
            a.equals(b)
                ? "%d-grams: the same, %d different of %d".formatted(k, a.types(), a.total())
                : "%d-grams: not the same, %s and %s".formatted(k, a, b));
      }
    }
    out.flush();
    return same ? 0 : 1;
  }

  private static CountsFingerprint fingerprint(SparkSession session, String folder, int order) {
    return CountsFingerprint.of(session.read().parquet(folder + "/order=" + order));
  }
}

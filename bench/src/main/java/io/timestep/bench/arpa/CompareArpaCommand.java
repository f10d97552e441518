package io.timestep.bench.arpa;

import io.timestep.util.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare-arpa}. */
@Command(
    name = "compare-arpa",
    description = "Compares two ARPA files N-gram by N-gram, whatever the order of their entries.",
    footer = {
      "",
      "Exit codes: 0 the same within the tolerance; 1 not; 2 no two ARPA files of one order."
    })
public final class CompareArpaCommand implements Callable<Integer> {
  /** A difference of this size is float rounding, added up over the orders. */
  private static final String TOLERANCE = "1e-5";

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FIRST", description = "An ARPA file, or .gz of one.")
  private Path first;

  @Parameters(index = "1", paramLabel = "SECOND", description = "Another.")
  private Path second;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = TOLERANCE,
      description = "Greatest difference of log10 p and log10 backoff (${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(names = "--json", description = "The last line is the result as one JSON object.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  boolean help;

  @Override
  public Integer call() throws IOException {
    List<OrderDifference> orders = ArpaComparison.of(first, second);
    boolean within = orders.stream().allMatch(order -> order.isWithin(tolerance));
    PrintWriter out = spec.commandLine().getOut();
    out.print(table(orders));
    out.printf(
        "%s a tolerance of %s%n", within ? "the same within" : "different beyond", tolerance);
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("first", first.toString());
      result.put("second", second.toString());
      result.put("tolerance", tolerance);
      result.put("same", within);
      result.put("orders", orders);
      out.println(Json.line(result));
    }
    out.flush();
    return within ? 0 : 1;
  }

  private static String table(List<OrderDifference> orders) {
    StringBuilder text =
        new StringBuilder(
            "order      in both  only first only second  max|dp|   mean|dp|  max|dbow|\n");
    for (OrderDifference o : orders) {
      text.append(
          String.format(
              Locale.ROOT,
              "%5d %,12d %,11d %,11d  %.2e  %.2e  %.2e%n",
              o.order(),
              o.inBoth(),
              o.onlyInFirst(),
              o.onlyInSecond(),
              o.maxLog10Prob(),
              o.meanLog10Prob(),
              o.maxLog10Backoff()));
    }
    for (OrderDifference o : orders) {
      line(text, o, "only in the first, e.g.", o.exampleOnlyInFirst());
      line(text, o, "only in the second, e.g.", o.exampleOnlyInSecond());
      line(text, o, "log10 p differs most:", o.worstLog10Prob());
      line(text, o, "log10 backoff differs most:", o.worstLog10Backoff());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, OrderDifference o, String what, String ngram) {
    if (!ngram.isEmpty()) {
      text.append("%d-grams, %s '%s'%n".formatted(o.order(), what, ngram));
    }
  }
}

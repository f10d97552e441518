package io.timestep.bench.kernels.peer;

import io.timestep.bench.kernels.Cell;
import io.timestep.bench.kernels.ModelOptions;
import io.timestep.bench.kernels.ModelShape;
import io.timestep.train.OptimizerConfig;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kernels-parts}. */
@Command(name = "kernels-parts", description = "Tells what the parts of a training step take.")
public final class PartsCommand implements Callable<Integer> {
  @Mixin private ModelOptions model;

  @Option(
      names = "--rounds",
      defaultValue = "12",
      paramLabel = "N",
      description = "Timed, after a third as many to warm up (${DEFAULT-VALUE}).")
  private int rounds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Cell cell = model.cell();
    ModelShape shape = model.shape();
    Map<String, StepParts> columns = new LinkedHashMap<>();
    try {
      columns.put("train, sgd", StepParts.ofTraining(cell, shape, OptimizerConfig.Type.SGD));
      columns.put("train, adam", StepParts.ofTraining(cell, shape, OptimizerConfig.Type.ADAM));
      columns.put("fit, sgd", StepParts.ofFit(cell, shape, Configurations.sgd(shape)));
      columns.put("fit, adam", StepParts.ofFit(cell, shape, Configurations.adam()));
      time(columns);
      print(columns);
    } finally {
      columns.values().forEach(StepParts::close);
    }
    return 0;
  }

  private void time(Map<String, StepParts> columns) {
    int warmUp = (rounds + 2) / 3;
    for (int i = -warmUp; i < rounds; i++) {
      if (i == 0) {
        columns.values().forEach(StepParts::warmedUp);
      }
      columns.values().forEach(StepParts::round);
    }
  }

  private void print(Map<String, StepParts> columns) {
    Map<String, Map<String, Double>> medians = new LinkedHashMap<>();
    Set<String> parts = new LinkedHashSet<>();
    columns.forEach((name, column) -> medians.put(name, column.medians()));
    medians.values().forEach(column -> parts.addAll(column.keySet()));
    PrintWriter out = spec.commandLine().getOut();
    out.println("| part, ms | " + String.join(" | ", medians.keySet()) + " |");
    out.println("|---" + "|---".repeat(medians.size()) + "|");
    for (String part : parts) {
      out.println(row(part, medians.values()));
    }
    StringBuilder whole = new StringBuilder("| step |");
    medians.values().forEach(m -> whole.append(" %s |".formatted(number(total(m)))));
    out.println(whole);
  }

  private static String row(String part, Iterable<Map<String, Double>> columns) {
    StringBuilder row = new StringBuilder("| " + part + " |");
    for (Map<String, Double> column : columns) {
      Double ms = column.get(part);
      row.append(
          ms == null
              ? " |"
              : String.format(Locale.ROOT, " %s (%.1f%%) |", number(ms), 100 * ms / total(column)));
    }
    return row.toString();
  }

  private static double total(Map<String, Double> column) {
    return column.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static String number(double ms) {
    return String.format(Locale.ROOT, "%.2f", ms);
  }
}

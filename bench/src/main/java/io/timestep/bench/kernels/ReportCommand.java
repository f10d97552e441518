package io.timestep.bench.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kernels-report}. */
@Command(name = "kernels-report", description = "Makes tables of runs: medians and their ratios.")
public final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "What the timed programs printed.")
  private Path trials;

  @Option(names = "--json", paramLabel = "FILE", description = "Gets the ratios on one core.")
  private Path json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<Trial> runs =
        Files.readAllLines(trials).stream().map(Trial::parse).flatMap(Optional::stream).toList();
    List<Comparison> comparisons = Comparison.of(runs);
    KernelTables.markdown(comparisons).forEach(spec.commandLine().getOut()::println);
    if (json != null) {
      Files.write(json, KernelTables.json(comparisons));
    }
    return 0;
  }
}

package io.timestep.bench.kernels;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a program is timed, and under which name. */
public final class TrialOptions {
  @Mixin private ModelOptions model;

  @Option(
      names = "--warm-up",
      defaultValue = "3",
      paramLabel = "S",
      description = "Seconds of steps of each model before the first turn (${DEFAULT-VALUE}).")
  private double warmUp;

  @Option(
      names = "--seconds",
      defaultValue = "0.7",
      paramLabel = "S",
      description = "Seconds of steps in a turn (${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--section",
      defaultValue = "ONE_CORE",
      paramLabel = "SECTION",
      description = "The table: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Section section;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "The program's in the table.")
  private String name;

  public ModelOptions model() {
    return model;
  }

  public StepTimer timer() {
    return new StepTimer(warmUp, seconds);
  }

  /** What came of a turn. */
  public Trial trial(double stepsPerSecond, double sgemmGflops) {
    ModelShape shape = model.shape();
    return new Trial(
        section, name, model.cell(), shape, stepsPerSecond * shape.tokens(), sgemmGflops);
  }
}

package io.timestep.bench.kernels.peer;

import io.timestep.bench.kernels.Cell;
import io.timestep.bench.kernels.ModelShape;
import io.timestep.bench.kernels.Peer;
import io.timestep.bench.kernels.Trial;
import io.timestep.bench.kernels.TrialOptions;
import io.timestep.bench.kernels.Turns;
import io.timestep.nn.ModelConfig.Softmax;
import io.timestep.nn.kernel.SingleThread;
import io.timestep.train.OptimizerConfig;
import io.timestep.util.UserException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kernels-time}. */
@Command(
    name = "kernels-time",
    description =
        "Times training steps of a model on the JVM's side, warmed up on a small one and its own.")
public final class TimeCommand implements Callable<Integer> {
  /**
   * A model whose steps are so short that the JVM has soon compiled nearly all there is to compile.
   * With the one that is timed, of some steps a second, its compiler takes turns on the same core
   * for minutes. No vector register divides its rows, as none divides those of 200.
   */
  private static final ModelShape SMALL = new ModelShape(44, 2000, 4, 8);

  /** What is timed. */
  enum Program {
    /** {@link TrainPeer}. */
    TRAIN,
    /** {@link TrainPeer} with an adaptive softmax. */
    ADAPTIVE,
    /** {@link FitPeer} with this project's layers. */
    FIT,
    /** {@link FitPeer} with DL4J's; on all cores of the process. */
    STOCK,
    /** {@link SoftmaxPeer}, full. */
    SOFTMAX,
    /** {@link SoftmaxPeer}, adaptive. */
    ADAPTIVE_SOFTMAX
  }

  @Parameters(paramLabel = "PROGRAM", description = "${COMPLETION-CANDIDATES}.")
  private Program program;

  @Mixin private TrialOptions options;

  @Option(
      names = "--replicas",
      defaultValue = "1",
      paramLabel = "N",
      description = "Models trained side by side (${DEFAULT-VALUE}).")
  private int replicas;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Cell cell = options.model().cell();
    if (program == Program.STOCK && cell != Cell.LSTM) {
      throw new UserException(
          "DL4J has no layer to compare with %s; give --cell lstm".formatted(cell));
    }
    SgemmPeak sgemm = new SgemmPeak();
    ModelShape shape = options.model().shape();
    warm(shape.atMost(SMALL)).close();
    try (Replicas models = warm(shape)) {
      Turns.take(System.in, spec.commandLine().getOut(), () -> turn(models, sgemm));
    }
    return 0;
  }

  private Replicas warm(ModelShape shape) throws InterruptedException {
    return Replicas.warm(replicas, options.timer(), peers(shape));
  }

  /** The peak is looked for on both sides of the steps. */
  private Trial turn(Replicas models, SgemmPeak sgemm) throws InterruptedException {
    double before = sgemm.gflops();
    double stepsPerSecond = models.stepsPerSecond();
    return options.trial(stepsPerSecond, Math.max(before, sgemm.gflops()));
  }

  private Supplier<Peer> peers(ModelShape shape) {
    Cell cell = options.model().cell();
    return switch (program) {
      case TRAIN -> () -> new TrainPeer(cell, shape, Softmax.FULL, OptimizerConfig.Type.SGD);
      case ADAPTIVE -> () -> new TrainPeer(cell, shape, Softmax.ADAPTIVE, OptimizerConfig.Type.SGD);
      case FIT ->
          () -> {
            SingleThread.pin();
            return new FitPeer(
                Configurations.ownLayers(cell, shape, Configurations.sgd(shape)), shape);
          };
      case STOCK -> () -> new FitPeer(Configurations.stock(shape), shape);
      case SOFTMAX -> () -> SoftmaxPeer.full(shape);
      case ADAPTIVE_SOFTMAX -> () -> SoftmaxPeer.adaptive(shape);
    };
  }
}

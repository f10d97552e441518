package io.timestep.bench.kernels.peer;

import io.timestep.bench.kernels.ModelOptions;
import io.timestep.bench.kernels.ReferenceRun;
import io.timestep.bench.kernels.ReferenceRun.StepResult;
import io.timestep.nn.ModelConfig.Softmax;
import io.timestep.train.OptimizerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kernels-reference}. */
@Command(
    name = "kernels-reference",
    description = "Takes some steps and writes weights, losses and norms for libtorch to repeat.")
public final class ReferenceCommand implements Callable<Integer> {
  private static final int STEPS = 3;

  @Mixin private ModelOptions model;

  @Option(names = "--output", required = true, paramLabel = "FILE", description = "To write.")
  private Path output;

  @Override
  public Integer call() throws IOException {
    try (TrainPeer peer =
        new TrainPeer(model.cell(), model.shape(), Softmax.FULL, OptimizerConfig.Type.SGD)) {
      Map<String, float[]> parameters = peer.parameters();
      List<StepResult> steps = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        steps.add(peer.train());
      }
      new ReferenceRun(model.cell(), model.shape(), parameters, steps).write(output);
    }
    return 0;
  }
}

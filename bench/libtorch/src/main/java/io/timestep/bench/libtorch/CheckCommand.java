package io.timestep.bench.libtorch;

import io.timestep.bench.kernels.ReferenceRun;
import io.timestep.bench.kernels.ReferenceRun.StepResult;
import io.timestep.bench.kernels.TorchLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bytedeco.pytorch.global.torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: ends with 1 where libtorch comes to other losses or norms. */
@Command(name = "check", description = "Repeats the steps of kernels-reference in libtorch.")
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "What kernels-reference wrote.")
  private Path file;

  @Option(
      names = "--tolerance",
      defaultValue = "1e-4",
      paramLabel = "X",
      description = "Greatest relative difference (${DEFAULT-VALUE}).")
  private double tolerance;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    torch.set_num_threads(1);
    ReferenceRun reference = ReferenceRun.read(file);
    TorchLayout layout = new TorchLayout(reference.cell(), reference.shape());
    List<StepResult> steps = new ArrayList<>();
    try (TorchPeer peer = new TorchPeer(reference.cell(), reference.shape())) {
      peer.load(layout.tensors(reference.parameters()), layout.redundantBiases());
      for (int i = 0; i < reference.steps().size(); i++) {
        steps.add(peer.train());
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    double difference = reference.difference(steps);
    out.printf(
        Locale.ROOT,
        "%s %s: loss and gradient norm of %d steps differ by %.1e at most%n",
        reference.cell(),
        reference.shape(),
        steps.size(),
        difference);
    if (difference <= tolerance) {
      return 0;
    }
    for (int i = 0; i < steps.size(); i++) {
      out.printf("  step %d: %s, libtorch %s%n", i + 1, reference.steps().get(i), steps.get(i));
    }
    return 1;
  }
}

package io.timestep.bench.libtorch;

import io.timestep.bench.kernels.StepTimer;
import io.timestep.bench.kernels.TrialOptions;
import io.timestep.bench.kernels.Turns;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.bytedeco.pytorch.global.torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code time}. */
@Command(name = "time", description = "Times training steps in libtorch.")
final class TimeCommand implements Callable<Integer> {
  @Mixin private TrialOptions options;

  @Option(
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      description = "Threads of libtorch's operations (${DEFAULT-VALUE}).")
  private int threads;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    torch.set_num_threads(threads);
    StepTimer timer = options.timer();
    try (TorchPeer peer = new TorchPeer(options.model().cell(), options.model().shape())) {
      timer.warmUp(peer);
      Turns.take(
          System.in,
          spec.commandLine().getOut(),
          () -> options.trial(1 / timer.time(peer), 0));
    }
    return 0;
  }
}

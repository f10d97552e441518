package io.timestep.bench.libtorch;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** libtorch's programs, by name. */
@Command(
    name = "libtorch",
    description = "What scripts/bench/kernels.sh runs in libtorch.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TimeCommand.class, CheckCommand.class})
public final class Main implements Runnable {
  /** Anything unforeseen; 1 is for a check that found differences. */
  private static final int FAULT = 3;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Main())
            .setExecutionExceptionHandler(
                (e, command, parsed) -> {
                  e.printStackTrace();
                  return FAULT;
                })
            .execute(arguments));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a COMMAND is missing");
  }
}

package io.timestep.jobs.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code timestep ngram ...}. */
@Command(
    name = "ngram",
    description =
        "N-gram language models: train, evaluate, predict, generate, mix, prune, convert.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "timestep ngram COMMAND --help shows a command's options and an example."})
final class NgramCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  boolean help;

  static List<JobCommand> commands() {
    return List.of(
        new NgramTrainCommand(),
        new NgramEvaluateCommand(),
        new NgramPredictCommand(),
        new NgramGenerateCommand(),
        new NgramMixCommand(),
        new NgramPruneCommand(),
        new NgramConvertCommand());
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new CommandLine.ParameterException(spec.commandLine(), "a COMMAND is missing");
  }
}

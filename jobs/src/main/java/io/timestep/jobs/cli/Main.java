package io.timestep.jobs.cli;

import com.typesafe.config.Config;
import io.timestep.config.ReferenceConf;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code timestep COMMAND ...}. */
@CommandLine.Command(
    name = "timestep",
    description = "N-gram statistics and recurrent language models on Apache Spark.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "timestep COMMAND --help shows a command's options and an example.",
      "",
      "Exit codes: 0 done; 2 something you can put right (one line tells what);",
      "1 anything else; 130 interrupted."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  boolean help;

  Main() {}

  public static void main(String[] arguments) {
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    Interruption interruption = new Interruption();
    interruption.install();
    int exitCode = Errors.FAULT;
    try {
      exitCode = run(arguments, out, err, interruption::hasBegun);
    } catch (Error e) { // picocli handles exceptions only
      e.printStackTrace(err);
      err.flush();
    } finally {
      interruption.ended();
    }
    if (!interruption.hasBegun()) {
      System.exit(exitCode);
    }
  }

  /** Text leaves in UTF-8 whatever the locale. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
  }

  /**
   * Runs a command in this process.
   *
   * @param interrupted whether failures are only the consequence of an interruption
   * @return the exit code
   */
  static int run(
      String[] arguments, PrintWriter out, PrintWriter err, BooleanSupplier interrupted) {
    CommandLine timestep = new CommandLine(new Main());
    Config reference = ReferenceConf.load();
    add(timestep, commands(), reference);
    CommandLine ngram = new CommandLine(new NgramCommand());
    add(ngram, NgramCommand.commands(), reference);
    timestep.addSubcommand(ngram);
    int exitCode =
        timestep
            .setOut(out)
            .setErr(err)
            .setUsageHelpWidth(100)
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler(Errors::parse)
            .setExecutionExceptionHandler(
                (e, command, parsed) ->
                    interrupted.getAsBoolean() ? Errors.FAULT : Errors.execution(e, command))
            .execute(arguments);
    return exitCode == CommandLine.ExitCode.OK && out.checkError()
        ? Errors.unprinted(timestep)
        : exitCode;
  }

  private static void add(CommandLine parent, List<JobCommand> commands, Config reference) {
    for (JobCommand command : commands) {
      CommandLine commandLine = new CommandLine(command);
      SettingOption.add(commandLine.getCommandSpec(), command.settingOptions(), reference);
      parent.addSubcommand(commandLine);
    }
  }

  private static List<JobCommand> commands() {
    return List.of(
        new SampleCommand(),
        new StatsCommand(),
        new TokenizeCommand(),
        new TrainCommand(),
        new EvaluateCommand(),
        new GenerateCommand(),
        new ReportCommand(),
        new RunCommand());
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new CommandLine.ParameterException(spec.commandLine(), "a COMMAND is missing");
  }
}

package io.timestep.bench;

import io.timestep.bench.arpa.CompareArpaCommand;
import io.timestep.bench.count.CompareCountsCommand;
import io.timestep.bench.count.SqlCountsCommand;
import io.timestep.bench.kernels.ReportCommand;
import io.timestep.bench.kernels.peer.PartsCommand;
import io.timestep.bench.kernels.peer.ReferenceCommand;
import io.timestep.bench.kernels.peer.TimeCommand;
import io.timestep.util.UserException;
import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The programs beside the measured ones, by name. */
@Command(
    name = "bench",
    description = "What the scripts of scripts/bench run beside Timestep.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CompareArpaCommand.class,
      SqlCountsCommand.class,
      CompareCountsCommand.class,
      TimeCommand.class,
      ReferenceCommand.class,
      PartsCommand.class,
      ReportCommand.class
    })
public final class Main implements Runnable {
  /** Anything that the user cannot put right; 1 is for a comparison that found differences. */
  private static final int FAULT = 3;

  private static final int USER = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  boolean help;

  public static void main(String[] arguments) {
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    System.exit(run(arguments, out, err));
  }

  /** N-grams leave in UTF-8 whatever the locale. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }

  /**
   * Runs a command in this process.
   *
   * @return the exit code
   */
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, err))
        .execute(arguments);
  }

  private static int failed(Exception e, PrintWriter err) {
    if (e instanceof UserException) {
      err.println(e.getMessage());
      return USER;
    }
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      err.println(e.getMessage() + ": no such file; check the path");
      return USER;
    }
    e.printStackTrace(err);
    return FAULT;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a COMMAND is missing");
  }
}

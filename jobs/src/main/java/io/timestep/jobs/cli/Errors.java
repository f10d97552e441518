package io.timestep.jobs.cli;

import io.timestep.config.EditDistance;
import io.timestep.util.UserException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is told, and which exit code is given, when a command fails. */
final class Errors {
  /** The user can put it right. */
  static final int USER = 2;

  /** A fault of the program or the machine. */
  static final int FAULT = 1;

  private Errors() {}

  /** Arguments that do not fit the command. */
  static int parse(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    if (e instanceof UnmatchedArgumentException unmatched) {
      // What follows an unknown option is most likely its value.
      List<String> options =
          unmatched.getUnmatched().stream().filter(argument -> argument.startsWith("-")).toList();
      for (String argument : options.isEmpty() ? unmatched.getUnmatched() : options) {
        err.println(unmatched(command, name, argument));
      }
    } else {
      String message = e.getMessage().lines().findFirst().orElse("").replace("'", "");
      err.printf("%s: %s; see %s --help%n", name, message, name);
    }
    err.flush();
    return USER;
  }

  private static String unmatched(CommandLine command, String name, String argument) {
    boolean isOption = argument.startsWith("-");
    Stream<String> known =
        isOption
            ? command.getCommandSpec().optionsMap().keySet().stream()
            : command.getSubcommands().keySet().stream();
    String given = argument.split("=", 2)[0];
    Optional<String> nearest =
        known
            .min(
                Comparator.comparingInt((String o) -> EditDistance.between(given, o))
                    .thenComparing(Comparator.naturalOrder()))
            .filter(o -> EditDistance.between(given, o) <= Math.max(2, given.length() / 3));
    String what =
        isOption
            ? "unknown option"
            : command.getSubcommands().isEmpty() ? "unexpected argument" : "unknown command";
    return "%s: %s %s; %s"
        .formatted(
            name,
            what,
            given,
            nearest.map("did you mean %s?"::formatted).orElse("see %s --help".formatted(name)));
  }

  /** A command that began and failed. */
  static int execution(Exception e, CommandLine command) {
    PrintWriter err = command.getErr();
    Optional<String> usersMessage = usersMessage(e);
    if (usersMessage.isPresent()) {
      err.println(usersMessage.get());
    } else {
      err.println("This is a fault of Timestep or of the machine it runs on:");
      e.printStackTrace(err);
    }
    err.flush();
    return usersMessage.isPresent() ? USER : FAULT;
  }

  /**
   * A command that is done, but whose result did not reach stdout. A reader that went away before
   * the end is told the same as a full disk: a {@link PrintWriter} does not know the difference,
   * and the result has not arrived.
   */
  static int unprinted(CommandLine timestep) {
    ParseResult command = timestep.getParseResult();
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    String output = command.matchedOptionValue("--output", "");
    boolean hasOutput =
        !output.isEmpty()
            && !command.isUsageHelpRequested()
            && !command.hasMatchedOption("--print-config");
    PrintWriter err = timestep.getErr();
    err.printf(
        "%s: what it prints could not be written to stdout, which is full or closed%s%n",
        command.commandSpec().qualifiedName(), hasOutput ? "; the output is whole: " + output : "");
    err.flush();
    return FAULT;
  }

  /**
   * The message for the user, if it was the user's fault, however deep it was thrown. Whoever reads
   * a path of the user says so by a {@link UserException}: a missing file as such may as well be
   * one of Spark's own.
   */
  private static Optional<String> usersMessage(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserException) {
        return Optional.of(cause.getMessage());
      }
    }
    return Optional.empty();
  }
}

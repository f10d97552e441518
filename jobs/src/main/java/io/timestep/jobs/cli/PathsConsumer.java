package io.timestep.jobs.cli;

import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Takes the paths of an option up to the next argument that looks like an option, known or not.
 * Picocli by itself would take a mistyped option for one more path.
 */
final class PathsConsumer implements IParameterConsumer {
  @Override
  @SuppressWarnings("JdkObsolete") // Stack is what picocli gives
  public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
    List<String> paths = option.getValue();
    int before = paths.size();
    while (!arguments.isEmpty() && !looksLikeOption(arguments.peek())) {
      paths.add(arguments.pop());
    }
    if (paths.size() == before) {
      throw new ParameterException(
          command.commandLine(),
          "%s needs at least one %s".formatted(optionName(option), option.paramLabel()));
    }
  }

  /** A path that begins with a hyphen is given as {@code ./-path}. */
  private static boolean looksLikeOption(String argument) {
    return argument.length() > 1 && argument.startsWith("-");
  }

  private static String optionName(ArgSpec option) {
    return ((OptionSpec) option).longestName();
  }
}

package io.timestep.jobs.cli;

import io.timestep.util.UserException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with the paths given to a command. */
final class Paths {
  private final String command;
  private final List<String> problems = new ArrayList<>();

  Paths(String command) {
    this.command = command;
  }

  /** An option that must be given. */
  Paths require(String option, String value) {
    return require(option, value == null ? List.of() : List.of(value));
  }

  /** An option that must be given at least once. */
  Paths require(String option, List<String> values) {
    if (values.isEmpty() || values.contains("")) {
      problems.add(
          "%s: %s is missing; see %s --help"
              .formatted(command, option + (values.isEmpty() ? "" : "'s value"), command));
    }
    return this;
  }

  /** Two options that stand for each other: one of them must be given, not both. */
  Paths requireEither(String option, List<String> values, String other, List<String> otherValues) {
    if (values.isEmpty() == otherValues.isEmpty()) {
      problems.add(
          "%s: give %s or %s, one of them; see %s --help"
              .formatted(command, option, other, command));
      return this;
    }
    return values.isEmpty() ? require(other, otherValues) : require(option, values);
  }

  /** An option that takes one of a few words. */
  Paths oneOf(String option, String value, List<String> allowed) {
    if (!allowed.contains(value)) {
      problems.add("%s %s: must be one of %s".formatted(option, value, String.join(", ", allowed)));
    }
    return this;
  }

  /** An option that takes a number of some size. */
  Paths atLeast(String option, int value, int min) {
    if (value < min) {
      problems.add("%s %d: must be %d or more".formatted(option, value, min));
    }
    return this;
  }

  /** The output must not take an input's place. */
  Paths apart(List<String> inputs, String output) {
    if (output != null) {
      inputs.stream()
          .filter(input -> overlap(plain(input), plain(output)))
          .forEach(
              input ->
                  problems.add(
                      "--output %s: would replace the input %s; choose another folder"
                          .formatted(output, input)));
    }
    return this;
  }

  /** A folder that is written while the output is made, and the output appears only when whole. */
  Paths outside(String key, String folder, String output) {
    if (!folder.isEmpty() && overlap(plain(folder), plain(output))) {
      problems.add(
          "%s: %s is in --output %s; choose a folder beside it".formatted(key, folder, output));
    }
    return this;
  }

  private static boolean overlap(String input, String output) {
    return input.equals(output) || input.startsWith(output + "/");
  }

  private static String plain(String path) {
    String plain = path.replaceFirst("^file:/*(?=/)", "").replaceAll("/+(\\./)*", "/");
    return plain.length() > 1 && plain.endsWith("/")
        ? plain.substring(0, plain.length() - 1)
        : plain;
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw UserException.of(problems);
    }
  }
}

package io.timestep.jobs.cli;

import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects what is wrong with the paths given to a command. */
final class Paths {
  private final String command;
  private final Supplier<Store> files;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param files asked only where two paths are compared
   */
  Paths(String command, Supplier<Store> files) {
    this.command = command;
    this.files = files;
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
    for (String input : inputs) {
      if (isWithin(input, output)) {
        problems.add(
            "--output %s: would replace the input %s; choose another folder"
                .formatted(output, input));
      }
    }
    return this;
  }

  /** A folder that is written while the output is made, and the output appears only when whole. */
  Paths outside(String key, String folder, String output) {
    if (isWithin(folder, output)) {
      problems.add(
          "%s: %s is in --output %s; choose a folder beside it".formatted(key, folder, output));
    }
    return this;
  }

  /** An option that is not given, or is given without a value, names nothing. */
  private boolean isWithin(String path, String folder) {
    return folder != null
        && !folder.isEmpty()
        && !path.isEmpty()
        && files.get().isWithin(path, folder);
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw UserException.of(problems);
    }
  }
}

package io.timestep.jobs.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of the project's scripts, run as a user runs it. */
public final class Command {
  private static final long TIMEOUT_MINUTES = 5;

  private Command() {}

  /**
   * What a script left behind.
   *
   * @param exitCode of the process
   * @param out standard output
   * @param err standard error
   */
  public record Result(int exitCode, String out, String err) {
    /** The result, when the script succeeded. */
    public Result expectSuccess() {
      if (exitCode != 0) {
        throw new AssertionError(
            "exit code %d%n--- stdout%n%s%n--- stderr%n%s".formatted(exitCode, out, err));
      }
      return this;
    }
  }

  /** The project's top folder: tests run in that of their module. */
  static Path project() {
    return Path.of("").toAbsolutePath().getParent();
  }

  /**
   * Runs {@code scripts/NAME} to its end.
   *
   * @param environment laid over that of the test
   */
  static Result script(String name, List<String> arguments, Map<String, String> environment) {
    return run(project().resolve("scripts").resolve(name), arguments, environment);
  }

  /**
   * Begins to run {@code scripts/NAME}; whoever calls ends it.
   *
   * @param log takes all it prints
   */
  static Process start(
      String name, List<String> arguments, Map<String, String> environment, Path log) {
    try {
      return builder(project().resolve("scripts").resolve(name), arguments, environment)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessBuilder builder(
      Path program, List<String> arguments, Map<String, String> environment) {
    List<String> words = new ArrayList<>();
    words.add(program.toString());
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words);
    // What is tested is the jar of this very build and the Spark home beside it.
    builder.environment().put("TIMESTEP_BUILD", "never");
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    return builder;
  }

  /** Runs any program to its end. */
  static Result run(Path program, List<String> arguments, Map<String, String> environment) {
    try {
      Path out = Files.createTempFile("command", ".out");
      Path err = Files.createTempFile("command", ".err");
      ProcessBuilder builder = builder(program, arguments, environment);
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(
            "%s ran for more than %d minutes: %s"
                .formatted(builder.command(), TIMEOUT_MINUTES, Files.readString(err)));
      }
      Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + program, e);
    }
  }
}

package io.timestep.jobs.cli;

import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.jobs.engine.SparkSessions.Logging;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings (HOCON) laid over the defaults.")
  Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one setting, over those of --config. Repeatable.")
  List<String> assignments = new ArrayList<>();

  @Option(
      names = "--print-config",
      description = "Prints all settings and where each was set, and ends.")
  boolean printConfig;

  @Option(
      names = "--json",
      description = "The last line on stdout is the result as one JSON object.")
  boolean json;

  @Option(
      names = "--overwrite",
      description = "Replaces an output that exists; a folder only by one of the same kind.")
  boolean overwrite;

  @Option(names = "--verbose", description = "Shows what Spark logs.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  boolean help;

  Existing existing() {
    return overwrite ? Existing.REPLACE : Existing.REFUSE;
  }

  Logging logging() {
    return verbose ? Logging.VERBOSE : Logging.QUIET;
  }
}

package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.SampleJob;
import io.timestep.jobs.corpus.SampleResult;
import io.timestep.jobs.engine.TextTable;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code timestep sample}. */
@Command(
    name = "sample",
    description = "Writes the sample corpus: the definitions of WordNet 3.1, one a line.",
    customSynopsis = "timestep sample --output FILE [OPTION...]",
    footer = {"", "Example:", "  timestep sample --output wordnet.txt", "", JobCommand.EXIT_CODES})
final class SampleCommand extends JobCommand {
  @Option(names = "--output", paramLabel = "FILE", description = "The file to write. Required.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return List.of();
  }

  @Override
  void checkPaths(Paths paths) {
    paths.require("--output", output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    refuseExistingFile(session.store(), output);
    SampleResult result = SampleJob.run(session.store(), output);
    TextTable table =
        new TextTable()
            .row("lines", result.lines())
            .row("words", result.words())
            .row("written to", output);
    return new Outcome(result, table.toString());
  }
}

package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.TextTable;
import io.timestep.jobs.report.ReportJob;
import io.timestep.jobs.report.ReportResult;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code timestep report}. */
@Command(
    name = "report",
    description = "Writes one self-contained HTML page about result folders.",
    customSynopsis = "timestep report --runs DIR... --output FILE.html [OPTION...]",
    footer = {
      "",
      "Example:",
      "  timestep report --runs runs/quickstart --output report.html",
      "",
      JobCommand.EXIT_CODES
    })
final class ReportCommand extends JobCommand {
  @Option(
      names = "--runs",
      paramLabel = "DIR",
      arity = "1..*",
      parameterConsumer = PathsConsumer.class,
      description = "Folders that commands wrote, or folders of such folders. Required.")
  List<String> runs = new ArrayList<>();

  @Option(names = "--output", paramLabel = "FILE.html", description = "The page. Required.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return SettingOption.all("report.title", "report.top");
  }

  @Override
  void checkPaths(Paths paths) {
    paths.require("--runs", runs).require("--output", output).apart(runs, output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    refuseExistingFile(session.store(), output);
    ReportResult result = ReportJob.run(session.store(), runs, settings.report(), output);
    return new Outcome(result, new TextTable().row("report", result.file()).toString());
  }
}

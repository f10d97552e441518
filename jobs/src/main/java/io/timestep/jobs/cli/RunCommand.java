package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.run.Pipeline;
import io.timestep.jobs.run.RunStages;
import io.timestep.jobs.run.RunSummary;
import io.timestep.jobs.run.StageResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code timestep run}. */
@Command(
    name = "run",
    description =
        "Does it all, in order; skips the stages whose inputs and settings are unchanged, and goes on"
            + " with a training that was stopped.",
    customSynopsis = "timestep run --config FILE --output DIR [OPTION...]",
    footer = {
      "",
      "Example:",
      "  timestep run --config conf/quickstart.conf --output runs/quickstart",
      "",
      JobCommand.EXIT_CODES
    })
final class RunCommand extends JobCommand {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Holds a folder for each stage. Required.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return List.of(); // too many to choose from: --set
  }

  @Override
  void checkPaths(Paths paths) {
    paths.require("--output", output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    PrintWriter err = spec.commandLine().getErr();
    String root = output.length() > 1 ? output.replaceFirst("/+$", "") : output;
    new Paths("run", session::store)
        .outside("events.tensorboard", settings.events().tensorboard(), root)
        .outside("checkpoint.folder", settings.checkpoint().folder(), root)
        .throwIfAny();
    RunStages stages =
        new RunStages(settings, session.store(), session::job, root, common.existing());
    Pipeline pipeline =
        new Pipeline(
            session.store(),
            root,
            common.existing(),
            line -> {
              err.println(line);
              err.flush();
            });
    List<StageResult> results = pipeline.run(stages.all(session.hadoopConfiguration()));
    Map<String, StageResult> byName = new LinkedHashMap<>();
    results.forEach(result -> byName.put(result.stage(), result));
    return new Outcome(byName, RunSummary.of(results));
  }
}

package io.timestep.jobs.cli;

import io.timestep.config.LoadedSettings;
import io.timestep.config.SettingsLoader;
import io.timestep.jobs.config.Settings;
import io.timestep.util.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command: settings from all their sources, then the job, then its result on stdout. */
abstract class Command implements Callable<Integer> {
  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  /** The settings that have options of their own. */
  abstract List<SettingOption> settingOptions();

  /** Finds what is wrong or missing in the paths before any work. */
  abstract void checkPaths(Paths paths);

  /** Does the work. */
  abstract Outcome run(Settings settings, Session session);

  @Override
  public final Integer call() {
    LoadedSettings<Settings> loaded = loadSettings();
    PrintWriter out = spec.commandLine().getOut();
    if (common.printConfig) {
      out.print(loaded.print());
      out.flush();
      return ExitCode.OK;
    }
    Paths paths = new Paths(spec.qualifiedName());
    checkPaths(paths);
    paths.throwIfAny();
    try (Session session = Session.of(spec.name(), common, spec.commandLine().getErr())) {
      Outcome outcome = run(loaded.settings(), session);
      out.println(common.json ? Json.line(outcome.json()) : outcome.text());
      out.flush();
    }
    return ExitCode.OK;
  }

  private LoadedSettings<Settings> loadSettings() {
    SettingsLoader<Settings> loader = SettingsLoader.of(Settings.class);
    if (common.config != null) {
      loader.file(common.config);
    }
    common.assignments.forEach(loader::set);
    SettingOption.apply(settingOptions(), spec.commandLine().getParseResult(), loader);
    return loader.load();
  }
}

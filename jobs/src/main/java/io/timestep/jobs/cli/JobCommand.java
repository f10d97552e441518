package io.timestep.jobs.cli;

import io.timestep.config.LoadedSettings;
import io.timestep.config.SettingsLoader;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.util.Json;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command: settings from all their sources, then the job, then its result on stdout. */
abstract class JobCommand implements Callable<Integer> {
  /** The end of every command's help. */
  static final String EXIT_CODES =
      "Exit codes: 0 done; 2 something you can put right; 1 anything else; 130 interrupted.";

  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  /** The settings that have options of their own. */
  abstract List<SettingOption> settingOptions();

  /** Defaults of this command that differ from those of {@code reference.conf}, by key. */
  Map<String, String> defaults() {
    return Map.of();
  }

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
    try (Session session = Session.of(name(), common, spec.commandLine().getErr())) {
      Paths paths = new Paths(spec.qualifiedName(), session::store);
      checkPaths(paths);
      paths.throwIfAny();
      Outcome outcome = run(loaded.settings(), session);
      out.println(common.json ? Json.line(outcome.json()) : outcome.text());
      out.flush();
    }
    return ExitCode.OK;
  }

  /** The command's words, without the program's: {@code ngram train}. */
  private String name() {
    String qualified = spec.qualifiedName();
    return qualified.substring(qualified.indexOf(' ') + 1);
  }

  private LoadedSettings<Settings> loadSettings() {
    SettingsLoader<Settings> loader = SettingsLoader.of(Settings.class);
    defaults().forEach(loader::byDefault);
    if (common.config != null) {
      loader.file(common.config);
    }
    common.assignments.forEach(loader::set);
    SettingOption.apply(settingOptions(), spec.commandLine().getParseResult(), loader);
    return loader.load();
  }

  /**
   * What was given on the command line, not by {@code --config}, for some groups of settings: as
   * the user typed it.
   */
  final List<String> givenFor(Set<String> groups) {
    List<String> given = new ArrayList<>();
    for (SettingOption option : settingOptions()) {
      if (groups.contains(group(option.key()))
          && spec.commandLine().getParseResult().hasMatchedOption(option.name())) {
        given.add(option.name());
      }
    }
    common.assignments.stream()
        .filter(assignment -> groups.contains(group(assignment.split("=", 2)[0].strip())))
        .forEach(assignment -> given.add("--set " + assignment));
    return given;
  }

  private static String group(String key) {
    return key.split("\\.", 2)[0];
  }

  /** A file that exists is replaced only if the user said so. */
  final void refuseExistingFile(Store store, String file) {
    if (store.isFolder(file)) {
      throw new UserException("%s: is a folder; --output must name a file".formatted(file));
    }
    if (store.exists(file) && common.existing() == Existing.REFUSE) {
      throw new UserException(
          "%s: exists already; choose another --output or add --overwrite".formatted(file));
    }
  }
}

package io.timestep.jobs.train;

import io.timestep.config.SettingsLoader;
import io.timestep.jobs.config.Settings;
import java.util.List;

/** The defaults with some settings changed, as {@code --set} does. */
final class TestSettings {
  private TestSettings() {}

  static Settings of(List<String> assignments) {
    SettingsLoader<Settings> loader = SettingsLoader.of(Settings.class);
    assignments.forEach(loader::set);
    return loader.load().settings();
  }
}

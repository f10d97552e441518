package io.timestep.jobs.cli;

import com.typesafe.config.Config;
import io.timestep.config.ReferenceConf;
import io.timestep.config.SettingsLoader;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * An option that stands for a setting: its name is the last part of the key, its help the comment
 * in {@code reference.conf}, its value is checked as the setting's.
 *
 * @param name {@code --hidden-size}
 * @param key {@code model.hidden-size}
 */
record SettingOption(String name, String key) {
  static SettingOption of(String key) {
    return new SettingOption("--" + key.substring(key.lastIndexOf('.') + 1), key);
  }

  static List<SettingOption> all(String... keys) {
    return Arrays.stream(keys).map(SettingOption::of).toList();
  }

  /** Adds options to a command in the order given. */
  static void add(CommandSpec command, List<SettingOption> options, Config reference) {
    for (SettingOption option : options) {
      command.addOption(option.spec(reference));
    }
  }

  private OptionSpec spec(Config reference) {
    String defaultValue = ReferenceConf.defaultValue(reference, key);
    boolean isSwitch = defaultValue.equals("true") || defaultValue.equals("false");
    String help =
        "%s Setting %s, by default %s."
            .formatted(ReferenceConf.comment(reference, key), key, defaultValue)
            .replace("%", "%%");
    OptionSpec.Builder spec =
        OptionSpec.builder(name)
            .type(String.class)
            .paramLabel(isSwitch ? "true|false" : "VALUE")
            .arity(isSwitch ? "0..1" : "1")
            .description(help);
    return isSwitch ? spec.fallbackValue("true").build() : spec.build();
  }

  /** Lays the values of those options that were given over the settings. */
  static void apply(List<SettingOption> options, ParseResult parsed, SettingsLoader<?> settings) {
    for (SettingOption option : options) {
      if (parsed.hasMatchedOption(option.name)) {
        String value = parsed.matchedOptionValue(option.name, "");
        settings.option(option.name, option.key, value);
      }
    }
  }
}

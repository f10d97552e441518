package io.timestep.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import java.net.URL;
import java.util.stream.Collectors;

/** The commented file of defaults, {@code reference.conf}. */
public final class ReferenceConf {
  private ReferenceConf() {}

  /** Parses the file of this jar; those of other libraries on the class path do not matter. */
  public static Config load() {
    URL file = ReferenceConf.class.getResource("/reference.conf");
    if (file == null) {
      throw new IllegalStateException("reference.conf is not on the class path");
    }
    return ConfigFactory.parseURL(
        file, ConfigParseOptions.defaults().setOriginDescription(Origins.DEFAULT));
  }

  /** The comment above a key, on one line; empty if there is none. */
  public static String comment(Config reference, String key) {
    return value(reference, key).origin().comments().stream()
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }

  /** The default of a key as text. */
  public static String defaultValue(Config reference, String key) {
    return String.valueOf(value(reference, key).unwrapped());
  }

  private static ConfigValue value(Config reference, String key) {
    ConfigValue value = Origins.find(reference.root(), key);
    if (value == null) {
      throw new IllegalArgumentException("reference.conf has no key " + key);
    }
    return value;
  }
}

package io.timestep.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;

/** Where a value was set, as it is shown to the user. */
final class Origins {
  /** Origin description of the values of {@code reference.conf}. */
  static final String DEFAULT = "default";

  private Origins() {}

  /** {@code FILE:LINE}, the option as it was given, or {@value #DEFAULT}. */
  static String describe(ConfigOrigin origin) {
    if (origin.lineNumber() < 0) {
      return origin.description();
    }
    String suffix = ": " + origin.lineNumber();
    String source = origin.description();
    if (source.endsWith(suffix)) {
      source = source.substring(0, source.length() - suffix.length());
    }
    boolean hasLines = !source.startsWith("--") && !source.equals(DEFAULT);
    return hasLines ? source + ":" + origin.lineNumber() : source;
  }

  /** Where the value at a path was set; if there is none, the nearest group around it. */
  static String ofPath(ConfigObject root, String path) {
    ConfigValue value = find(root, path);
    if (value != null) {
      return describe(value.origin());
    }
    int dot = path.lastIndexOf('.');
    return dot < 0 ? describe(root.origin()) : ofPath(root, path.substring(0, dot));
  }

  /** The value at a path, which may be HOCON's null, or {@code null} if there is none. */
  static ConfigValue find(ConfigObject root, String path) {
    ConfigValue value = root;
    for (String key : path.split("\\.", -1)) {
      if (!(value instanceof ConfigObject object)) {
        return null;
      }
      value = object.get(key);
    }
    return value;
  }

  /** What a parser complains about, its position first: {@code FILE:LINE: ...}. */
  static String describe(ConfigException e, String source) {
    ConfigOrigin origin = e.origin();
    String message = e.getMessage();
    if (origin == null) {
      return "%s: %s".formatted(source, message);
    }
    String prefix = origin.description() + ": ";
    return "%s: %s"
        .formatted(
            describe(origin),
            message.startsWith(prefix) ? message.substring(prefix.length()) : message);
  }
}

package io.timestep.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.timestep.util.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays the sources of settings over each other, each over those before: {@code reference.conf}, a
 * file, assignments of {@code --set}, options of their own. Problems are collected and thrown
 * together by {@link #load}.
 *
 * @param <S> a record of groups
 */
public final class SettingsLoader<S extends Record> {
  private final Class<S> type;
  private final Config reference;
  private final List<Config> overrides = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private Config layered = ConfigFactory.empty();
  private Config file = ConfigFactory.empty();
  private boolean fileIsUnusable;

  private SettingsLoader(Class<S> type, Config reference) {
    this.type = type;
    this.reference = reference;
  }

  public static <S extends Record> SettingsLoader<S> of(Class<S> type) {
    return of(type, ReferenceConf.load());
  }

  /** As {@link #of(Class)} over other defaults. */
  static <S extends Record> SettingsLoader<S> of(Class<S> type, Config reference) {
    return new SettingsLoader<>(type, reference);
  }

  /**
   * Changes a default: where a command's users expect another.
   *
   * @param value text, as in a configuration without quotes
   */
  public SettingsLoader<S> byDefault(String key, String value) {
    layered =
        ConfigValueFactory.fromAnyRef(value, "this command's default")
            .atPath(key)
            .withFallback(layered);
    return this;
  }

  /** Lays a HOCON file over the defaults. */
  public SettingsLoader<S> file(Path path) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      String problem = Files.exists(path) ? "is no readable file" : "no such file";
      fileIsUnusable = true;
      problems.add("%s: %s; --config takes a HOCON file".formatted(path, problem));
      return this;
    }
    try {
      file = ConfigFactory.parseFile(path.toFile());
    } catch (ConfigException e) {
      fileIsUnusable = true;
      problems.add(Origins.describe(e, path.toString()));
    }
    return this;
  }

  /**
   * Lays {@code key=value} over what was given before. A value in brackets, braces or quotes is
   * HOCON; any other is taken as it stands.
   */
  public SettingsLoader<S> set(String assignment) {
    int equals = assignment.indexOf('=');
    String origin = "--set " + assignment;
    if (equals <= 0) {
      problems.add(origin + ": expected key=value, e.g. --set train.replicas=2");
      return this;
    }
    return override(
        assignment.substring(0, equals).strip(), assignment.substring(equals + 1).strip(), origin);
  }

  /**
   * Lays the value of an option over all else; give options after all assignments.
   *
   * @param option as the user typed it, e.g. {@code "--order"}
   * @param key the setting it stands for, e.g. {@code "ngram.order"}
   */
  public SettingsLoader<S> option(String option, String key, String value) {
    return override(key, value, option + " " + value);
  }

  private SettingsLoader<S> override(String key, String value, String origin) {
    try {
      overrides.add(parse(value, origin).atPath(key));
    } catch (ConfigException e) {
      problems.add("%s: %s".formatted(origin, firstSentence(e)));
    }
    return this;
  }

  private static ConfigValue parse(String value, String origin) {
    boolean isHocon = !value.isEmpty() && "[{\"".indexOf(value.charAt(0)) >= 0;
    return isHocon
        ? ConfigFactory.parseString(
                "value = " + value, ConfigParseOptions.defaults().setOriginDescription(origin))
            .getValue("value")
        : ConfigValueFactory.fromAnyRef(value, origin);
  }

  /** The parser's complaint without its position in a text of one line and its advice. */
  private static String firstSentence(ConfigException e) {
    String described = Origins.describe(e, "");
    String message = described.substring(described.indexOf(": ") + 2);
    int end = message.indexOf(" (");
    return end < 0 ? message : message.substring(0, end);
  }

  /**
   * Binds what was given. Problems of the values are reported together with those of the syntax,
   * unless the file could not be read: then the values are not those the user means.
   *
   * @throws UserException with a line for each problem: {@code FILE:LINE: key message}
   */
  public LoadedSettings<S> load() {
    List<String> found = new ArrayList<>(problems);
    if (fileIsUnusable) {
      throw UserException.of(found);
    }
    Config effective = resolve(found);
    KnownKeys known = KnownKeys.of(type, "");
    RecordBinder defaults = new RecordBinder(reference.root(), known, null);
    RecordBinder binder = new RecordBinder(effective.root(), known, defaults);
    S settings = binder.bind(type, "");
    if (!defaults.problems().isEmpty()) {
      throw new IllegalStateException("reference.conf: " + defaults.problems());
    }
    found.addAll(binder.problems());
    if (!found.isEmpty()) {
      throw UserException.of(found);
    }
    return new LoadedSettings<>(settings, effective.root());
  }

  /** All sources over each other, or an exception with what was found before as well. */
  private Config resolve(List<String> found) {
    Config effective = file.withFallback(layered).withFallback(reference);
    for (Config override : overrides) {
      effective = override.withFallback(effective);
    }
    try {
      return effective.resolve();
    } catch (ConfigException e) {
      found.add(Origins.describe(e, "configuration"));
      throw new UserException(String.join("\n", found), e);
    }
  }
}

package io.timestep.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import io.timestep.util.UserException;

/** Groups of settings from HOCON that {@link SettingsWriter} wrote, e.g. a model's. */
public final class SettingsReader {
  /** Of keys that older texts have not. */
  private static final ConfigObject ABSENT =
      ConfigFactory.parseResources(
              SettingsReader.class.getClassLoader(),
              "absent-settings.conf",
              ConfigParseOptions.defaults().setAllowMissing(false))
          .root();

  private SettingsReader() {}

  /**
   * Reads one group; the others in the text are left alone. Keys that came after the text was
   * written have the values of {@code absent-settings.conf}; all others must be there, and none
   * else.
   *
   * @param source names the text in errors, e.g. its file
   * @param group the group's key, e.g. {@code "model"}
   * @throws UserException with a line {@code SOURCE:LINE: ...} for each problem
   */
  public static <R extends Record> R bind(String text, String source, String group, Class<R> type) {
    Config config;
    try {
      config =
          ConfigFactory.parseString(
              text, ConfigParseOptions.defaults().setOriginDescription(source));
    } catch (ConfigException e) {
      throw new UserException(Origins.describe(e, source), e);
    }
    RecordBinder binder = RecordBinder.ofWritten(config.root(), KnownKeys.of(type, group), ABSENT);
    R bound = binder.bind(type, group);
    if (!binder.problems().isEmpty()) {
      throw UserException.of(binder.problems());
    }
    return bound;
  }
}

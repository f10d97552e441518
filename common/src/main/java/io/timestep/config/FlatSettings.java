package io.timestep.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Groups of settings as single values by their whole key, to be compared. */
public final class FlatSettings {
  private FlatSettings() {}

  /**
   * Values as {@link SettingsWriter} writes them, in the order of the records' components.
   *
   * @param groups records by their key, e.g. {@code "model"}
   */
  public static Map<String, String> of(Map<String, ? extends Record> groups) {
    Config config = ConfigFactory.parseString(SettingsWriter.render(groups));
    Map<String, String> values = new LinkedHashMap<>();
    groups.forEach(
        (name, group) -> {
          for (String key : KnownKeys.of(group.getClass(), name).leaves()) {
            values.put(key, config.getValue(key).unwrapped().toString());
          }
        });
    return values;
  }
}

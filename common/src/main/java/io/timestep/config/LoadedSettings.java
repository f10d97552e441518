package io.timestep.config;

import com.typesafe.config.ConfigObject;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings and where each came from.
 *
 * @param settings a record of groups
 * @param config what it was bound from, with the origin of each value
 */
public record LoadedSettings<S extends Record>(S settings, ConfigObject config) {

  /** HOCON of all settings; a comment behind each tells where it was set. */
  public String print() {
    return SettingsWriter.render(groups(settings), this::origin);
  }

  private String origin(String key) {
    String origin = Origins.ofPath(config, key);
    return origin.equals(Origins.DEFAULT) ? origin : "from " + origin;
  }

  /** A record of groups as a map, the groups' keys in the order of the components. */
  public static Map<String, Record> groups(Record settings) {
    Map<String, Record> groups = new LinkedHashMap<>();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      groups.put(
          KebabCase.of(component.getName()), (Record) SettingsWriter.value(settings, component));
    }
    return groups;
  }
}

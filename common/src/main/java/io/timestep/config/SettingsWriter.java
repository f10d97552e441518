package io.timestep.config;

import com.typesafe.config.ConfigUtil;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Records to HOCON, the inverse of {@link SettingsReader}. */
public final class SettingsWriter {
  private final StringBuilder text = new StringBuilder();
  private final UnaryOperator<String> comment;

  private SettingsWriter(UnaryOperator<String> comment) {
    this.comment = comment;
  }

  /**
   * HOCON of some groups of settings.
   *
   * @param groups records by their key, e.g. {@code "model"}, in the order to be written
   */
  public static String render(Map<String, ? extends Record> groups) {
    return render(groups, key -> "");
  }

  /**
   * As {@link #render(Map)}, with a comment behind each value.
   *
   * @param comment of a whole key; none if empty
   */
  static String render(Map<String, ? extends Record> groups, UnaryOperator<String> comment) {
    SettingsWriter writer = new SettingsWriter(comment);
    groups.forEach((key, group) -> writer.group("", key, key, group));
    return writer.text.toString();
  }

  private void group(String indent, String key, String path, Record group) {
    text.append(indent).append(key).append(" {\n");
    for (RecordComponent component : group.getClass().getRecordComponents()) {
      String name = KebabCase.of(component.getName());
      Object value = value(group, component);
      if (value instanceof Record nested) {
        group(indent + "  ", name, path + "." + name, nested);
      } else {
        leaf(indent + "  ", name, path + "." + name, value);
      }
    }
    text.append(indent).append("}\n");
  }

  private void leaf(String indent, String name, String path, Object value) {
    String behind = comment.apply(path);
    text.append(indent).append(name).append(" = ").append(hocon(value));
    text.append(behind.isEmpty() ? "\n" : "  # " + behind + "\n");
  }

  private static String hocon(Object value) {
    if (value instanceof Enum<?> constant) {
      return KebabCase.of(constant);
    }
    if (value instanceof String string) {
      return ConfigUtil.quoteString(string);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(SettingsWriter::hocon).collect(Collectors.joining(", ", "[", "]"));
    }
    return String.valueOf(value);
  }

  static Object value(Record group, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(group);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read %s of %s".formatted(component, group), e);
    }
  }
}

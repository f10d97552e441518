package io.timestep.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fills records from HOCON by the names of their components and collects every problem with its
 * position. Where a value is unusable the default stands in, so that a record's own checks still
 * see, and report, all the others.
 */
final class RecordBinder {
  private final ConfigObject root;
  private final RecordBinder defaults;
  private final KnownKeys known;
  private final ConfigObject absent;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param root what is bound
   * @param known keys to suggest for unknown ones
   * @param defaults gives the stand-ins; {@code null} if there are none
   */
  RecordBinder(ConfigObject root, KnownKeys known, RecordBinder defaults) {
    this(root, known, defaults, ConfigFactory.empty().root());
  }

  private RecordBinder(
      ConfigObject root, KnownKeys known, RecordBinder defaults, ConfigObject absent) {
    this.root = root;
    this.known = known;
    this.defaults = defaults;
    this.absent = absent;
  }

  /**
   * A binder of settings that were written whole, maybe when there were fewer keys.
   *
   * @param absent values of the keys that may be absent from a group that is there
   */
  static RecordBinder ofWritten(ConfigObject root, KnownKeys known, ConfigObject absent) {
    return new RecordBinder(root, known, null, absent);
  }

  /** What was found so far, a line each. */
  List<String> problems() {
    return problems;
  }

  /**
   * Binds the group at a path.
   *
   * @param path empty for the root
   * @return the record; {@code null} if there are problems and no defaults
   */
  <R extends Record> R bind(Class<R> type, String path) {
    return type.cast(group(type, path, path.isEmpty() ? root : Origins.find(root, path)));
  }

  private Record group(Class<?> type, String path, ConfigValue value) {
    if (!(value instanceof ConfigObject object)) {
      problem(path, value == null ? "is missing" : "must be a group of settings in { }");
      return (Record) standIn(type, path);
    }
    RecordComponent[] components = type.getRecordComponents();
    reportUnknown(components, path, object);
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = KebabCase.of(components[i].getName());
      String whole = KnownKeys.join(path, key);
      ConfigValue given = object.get(key);
      arguments[i] =
          component(components[i], whole, given == null ? Origins.find(absent, whole) : given);
    }
    boolean complete = Arrays.stream(arguments).noneMatch(argument -> argument == null);
    return complete ? construct(type, path, arguments) : null;
  }

  private Object component(RecordComponent component, String path, ConfigValue value) {
    if (component.getType().isRecord()) {
      return group(component.getType(), path, value);
    }
    if (value == null) {
      problem(path, "is missing");
      return standIn(component, path);
    }
    try {
      return Scalars.convert(component.getGenericType(), value);
    } catch (Scalars.Mismatch e) {
      problem(path, e.getMessage());
      return standIn(component, path);
    }
  }

  private Object standIn(RecordComponent component, String path) {
    return defaults == null
        ? null
        : defaults.component(component, path, Origins.find(defaults.root, path));
  }

  /** None for the whole: nothing is bound after it. */
  private Object standIn(Class<?> type, String path) {
    return defaults == null || path.isEmpty()
        ? null
        : defaults.group(type, path, Origins.find(defaults.root, path));
  }

  private Record construct(Class<?> type, String path, Object[] arguments) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return (Record) constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSettings invalid) {
        invalid.violations().forEach(v -> problem(v.key(), v.message()));
        return (Record) standIn(type, path);
      }
      throw new IllegalStateException("Cannot construct " + type.getName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot construct " + type.getName(), e);
    }
  }

  private void reportUnknown(RecordComponent[] components, String path, ConfigObject object) {
    Set<String> unknown = new HashSet<>(object.keySet());
    for (RecordComponent component : components) {
      unknown.remove(KebabCase.of(component.getName()));
    }
    unknown.stream()
        .sorted(
            Comparator.comparingInt((String key) -> object.get(key).origin().lineNumber())
                .thenComparing(Comparator.naturalOrder()))
        .forEach(key -> reportUnknown(KnownKeys.join(path, key), object.get(key)));
  }

  private void reportUnknown(String key, ConfigValue value) {
    String suggestion =
        known
            .nearest(key, value instanceof ConfigObject)
            .map("; did you mean %s?"::formatted)
            .orElse("; --print-config shows the keys there are");
    problems.add(
        "%s: unknown key %s%s".formatted(Origins.describe(value.origin()), key, suggestion));
  }

  private void problem(String key, String message) {
    problems.add("%s: %s %s".formatted(Origins.ofPath(root, key), key, message));
  }
}

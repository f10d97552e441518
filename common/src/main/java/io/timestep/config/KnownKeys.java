package io.timestep.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The keys that a settings record has, in the order of its components. */
public final class KnownKeys {
  private final List<String> groups = new ArrayList<>();
  private final List<String> leaves = new ArrayList<>();

  private KnownKeys() {}

  /**
   * The keys below a record.
   *
   * @param path of the record itself; empty for the root of a file
   */
  public static KnownKeys of(Class<?> type, String path) {
    KnownKeys keys = new KnownKeys();
    keys.collect(type, path);
    return keys;
  }

  private void collect(Class<?> type, String path) {
    for (RecordComponent component : type.getRecordComponents()) {
      String key = join(path, KebabCase.of(component.getName()));
      if (component.getType().isRecord()) {
        groups.add(key);
        collect(component.getType(), key);
      } else {
        leaves.add(key);
      }
    }
  }

  /** Keys that hold a value, e.g. {@code train.optimizer.momentum}. */
  public List<String> leaves() {
    return List.copyOf(leaves);
  }

  /** Keys that hold other keys, e.g. {@code train.optimizer}. */
  public List<String> groups() {
    return List.copyOf(groups);
  }

  /** The known key that was most likely meant, if any comes near. */
  Optional<String> nearest(String unknown, boolean isGroup) {
    String wanted = KebabCase.of(unknown);
    List<String> candidates = isGroup ? groups : leaves;
    return candidates.stream()
        .min(Comparator.comparingInt(known -> distance(wanted, known)))
        .filter(known -> distance(wanted, known) <= Math.max(2, wanted.length() / 4));
  }

  /** A right name in a wrong group is nearer than any misspelling. */
  private static int distance(String wanted, String known) {
    return lastOf(wanted).equals(lastOf(known)) ? 1 : EditDistance.between(wanted, known);
  }

  private static String lastOf(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}

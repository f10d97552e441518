package io.timestep.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with one group of settings, so that all of it is said at once. A settings
 * record uses it in its compact constructor:
 *
 * <pre>{@code
 * new Checks("train").atLeast("replicas", replicas, 1).throwIfAny();
 * }</pre>
 */
public final class Checks {
  private final String group;
  private final List<InvalidSettings.Violation> violations = new ArrayList<>();

  /**
   * @param group the group's path in the configuration, e.g. {@code "train.optimizer"}
   */
  public Checks(String group) {
    this.group = group;
  }

  public Checks atLeast(String key, long value, long minimum) {
    return that(value >= minimum, key, "must be at least %d, got %d", minimum, value);
  }

  public Checks between(String key, long value, long minimum, long maximum) {
    return that(
        value >= minimum && value <= maximum,
        key,
        "must be from %d to %d, got %d",
        minimum,
        maximum,
        value);
  }

  public Checks positive(String key, double value) {
    return that(value > 0 && Double.isFinite(value), key, "must be greater than 0, got %s", value);
  }

  public Checks notNegative(String key, double value) {
    return that(value >= 0 && Double.isFinite(value), key, "must be 0 or more, got %s", value);
  }

  /** {@code minimum <= value < bound}: a probability of dropping, a fraction left over. */
  public Checks inRange(String key, double value, double minimum, double bound) {
    return that(
        value >= minimum && value < bound,
        key,
        "must be at least %s and less than %s, got %s",
        minimum,
        bound,
        value);
  }

  /**
   * @param message what is expected and what was found, without the key: "must be ..., got ..."
   */
  public Checks that(boolean valid, String key, String message, Object... arguments) {
    if (!valid) {
      violations.add(
          new InvalidSettings.Violation(group + "." + key, message.formatted(arguments)));
    }
    return this;
  }

  public void throwIfAny() {
    if (!violations.isEmpty()) {
      throw new InvalidSettings(violations);
    }
  }
}

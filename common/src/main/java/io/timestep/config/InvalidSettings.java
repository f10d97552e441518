package io.timestep.config;

import io.timestep.util.UserException;
import java.util.List;
import java.util.stream.Collectors;

/** Settings out of range, all of those found in one group. */
public final class InvalidSettings extends UserException {
  private static final long serialVersionUID = 1L;

  /**
   * One setting out of range.
   *
   * @param key the whole key, e.g. {@code train.replicas}
   * @param message what is expected and what was found: "must be at least 1, got 0"
   */
  public record Violation(String key, String message) implements java.io.Serializable {}

  private final List<Violation> violations;

  public InvalidSettings(List<Violation> violations) {
    super(
        violations.stream()
            .map(v -> v.key() + " " + v.message())
            .collect(Collectors.joining("\n")));
    this.violations = List.copyOf(violations);
  }

  public List<Violation> violations() {
    return violations;
  }
}

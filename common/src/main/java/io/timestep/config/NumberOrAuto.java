package io.timestep.config;

import java.io.Serializable;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/**
 * A setting that is a number, or {@code auto}: whoever uses it then chooses one that suits the
 * other settings.
 */
public final class NumberOrAuto implements Serializable {
  /** Left to the one who uses it. */
  public static final NumberOrAuto AUTO = new NumberOrAuto(Double.NaN);

  static final String WORD = "auto";
  private static final long serialVersionUID = 1L;

  private final double number; // NaN: auto

  private NumberOrAuto(double number) {
    this.number = number;
  }

  /**
   * A number that was given.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static NumberOrAuto of(double number) {
    if (Double.isNaN(number)) {
      throw new IllegalArgumentException("Not a number: " + number);
    }
    return new NumberOrAuto(number);
  }

  /** The number given, else the one chosen. */
  public double orElse(double chosen) {
    return given().orElse(chosen);
  }

  /** Whether it is left open. */
  public boolean isAuto() {
    return given().isEmpty();
  }

  /** Whether it is left open, or a number for which the condition holds. */
  public boolean isAutoOr(DoublePredicate condition) {
    return isAuto() || condition.test(number);
  }

  private OptionalDouble given() {
    return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumberOrAuto that && Double.compare(number, that.number) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(number);
  }

  /** As it stands in a configuration. */
  @Override
  public String toString() {
    return isAuto() ? WORD : Double.toString(number);
  }
}

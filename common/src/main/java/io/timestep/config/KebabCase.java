package io.timestep.config;

import java.util.Locale;

/** Names as configuration files spell them. */
public final class KebabCase {
  private KebabCase() {}

  /** {@code hiddenSize} and {@code hidden_size} become {@code hidden-size}. */
  public static String of(String name) {
    StringBuilder kebab = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c) && i > 0 && Character.isLetterOrDigit(name.charAt(i - 1))) {
        kebab.append('-');
      }
      kebab.append(c == '_' ? '-' : Character.toLowerCase(c));
    }
    return kebab.toString();
  }

  /** {@code CODE_POINT} becomes {@code code-point}. */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package io.timestep.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Values of single settings. A number in quotes is a number too, for that is what {@code ${?ENV}}
 * gives; nothing else is converted.
 */
final class Scalars {
  private Scalars() {}

  /** A value is not what its setting needs; the message says "must be ..., got ...". */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch(String expected, ConfigValue got) {
      super("must be %s, got %s".formatted(expected, text(got)));
    }
  }

  static Object convert(Type type, ConfigValue value) throws Mismatch {
    if (type == int.class || type == Integer.class) {
      return (int) wholeNumber(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return wholeNumber(value, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class || type == Double.class) {
      return number(value, "a number");
    }
    if (type == NumberOrAuto.class) {
      return isScalar(value) && NumberOrAuto.WORD.equals(text(value))
          ? NumberOrAuto.AUTO
          : NumberOrAuto.of(number(value, "a number or " + NumberOrAuto.WORD));
    }
    if (type == boolean.class) {
      return truth(value);
    }
    if (type == String.class) {
      return string(value);
    }
    if (type instanceof Class<?> enumType && enumType.isEnum()) {
      return constant(enumType, value);
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return list(list.getActualTypeArguments()[0], value);
    }
    throw new IllegalArgumentException("No setting can be of type " + type);
  }

  private static long wholeNumber(ConfigValue value, long minimum, long maximum) throws Mismatch {
    BigDecimal number = decimal(value, "a whole number");
    try {
      long exact = number.longValueExact();
      if (exact >= minimum && exact <= maximum) {
        return exact;
      }
    } catch (ArithmeticException e) {
      if (number.precision() - number.scale() <= Long.toString(maximum).length()) {
        throw new Mismatch("a whole number", value);
      }
    }
    throw new Mismatch("a whole number from %d to %d".formatted(minimum, maximum), value);
  }

  private static double number(ConfigValue value, String expected) throws Mismatch {
    double number = decimal(value, expected).doubleValue();
    if (Double.isInfinite(number)) {
      throw new Mismatch("a number that fits 64-bit floating point", value);
    }
    return number;
  }

  private static BigDecimal decimal(ConfigValue value, String expected) throws Mismatch {
    if (!isScalar(value) || value.valueType() == ConfigValueType.BOOLEAN) {
      throw new Mismatch(expected, value);
    }
    try {
      return new BigDecimal(text(value).strip());
    } catch (NumberFormatException e) {
      throw new Mismatch(expected, value);
    }
  }

  private static boolean truth(ConfigValue value) throws Mismatch {
    return switch (isScalar(value) ? text(value) : "") {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Mismatch("true or false", value);
    };
  }

  private static String string(ConfigValue value) throws Mismatch {
    if (!isScalar(value)) {
      throw new Mismatch("a text", value);
    }
    return text(value);
  }

  private static Object constant(Class<?> type, ConfigValue value) throws Mismatch {
    for (Object constant : type.getEnumConstants()) {
      if (isScalar(value) && KebabCase.of((Enum<?>) constant).equals(text(value))) {
        return constant;
      }
    }
    String names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> KebabCase.of((Enum<?>) constant))
            .collect(Collectors.joining(", "));
    throw new Mismatch("one of " + names, value);
  }

  private static List<?> list(Type elementType, ConfigValue value) throws Mismatch {
    if (value.valueType() == ConfigValueType.STRING && isNumber(elementType)) {
      return list(elementType, split(value)); // an option or --set: 0,0,1
    }
    if (!(value instanceof ConfigList elements)) {
      throw new Mismatch("a list, e.g. [\"a\", \"b\"]", value);
    }
    Object[] converted = new Object[elements.size()];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = convert(elementType, elements.get(i));
    }
    return List.of(converted);
  }

  private static boolean isNumber(Type type) {
    return type instanceof Class<?> boxed && Number.class.isAssignableFrom(boxed);
  }

  private static ConfigValue split(ConfigValue value) {
    List<String> elements =
        Arrays.stream(text(value).split("[,\\s]+", -1)).filter(part -> !part.isEmpty()).toList();
    return ConfigValueFactory.fromIterable(elements).withOrigin(value.origin());
  }

  private static boolean isScalar(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> true;
      case OBJECT, LIST, NULL -> false;
    };
  }

  /** As the user wrote it: a text without its quotes, a number with all its digits. */
  private static String text(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING
        ? (String) value.unwrapped()
        : value.render(com.typesafe.config.ConfigRenderOptions.concise());
  }
}

package io.timestep.train.checkpoint;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records in which every number is another one, and none the default: what is lost shows. */
final class Filled {
  private int last;

  /** A record with all that is in it. */
  <R extends Record> R of(Class<R> type) {
    try {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(
          Arrays.stream(components).map(c -> value(c.getGenericType())).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Cannot fill " + type, e);
    }
  }

  private Object value(Type type) {
    last++;
    if (type == int.class) {
      return last;
    }
    if (type == long.class) {
      return (1L << 40) + last;
    }
    if (type == double.class) {
      return last / 3.0;
    }
    if (type == boolean.class) {
      return true;
    }
    if (type == String.class) {
      return "text " + last;
    }
    if (type == float[].class) {
      return new float[] {last, last / 7f, -0f};
    }
    if (type == double[].class) {
      return new double[] {last, last / 7.0, -0.0};
    }
    if (type instanceof Class<?> nested && nested.isRecord()) {
      return of(nested.asSubclass(Record.class));
    }
    if (type instanceof ParameterizedType generic) {
      return container(generic);
    }
    throw new IllegalArgumentException("Say here how to fill a " + type);
  }

  private Object container(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      return List.of(value(arguments[0]), value(arguments[0]));
    }
    if (type.getRawType() == Optional.class) {
      return Optional.of(value(arguments[0]));
    }
    if (type.getRawType() == Map.class) {
      return Map.of("key " + last, value(arguments[1]));
    }
    if (type.getRawType() == SortedMap.class) {
      return new TreeMap<>(Map.of("c", value(arguments[1]), "h", value(arguments[1])));
    }
    throw new IllegalArgumentException("Say here how to fill a " + type);
  }
}

package io.timestep.train.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arrays of numbers by name: those of 32 bits, then those of 64, all little endian. */
final class NamedArrays {
  private static final String FLOATS = "F32";
  private static final String DOUBLES = "F64";
  private static final int BLOCK = 1 << 16;

  private final Map<String, float[]> floats = new LinkedHashMap<>();
  private final Map<String, double[]> doubles = new LinkedHashMap<>();

  void put(String name, float[] values) {
    floats.put(name, values);
  }

  void put(String name, double[] values) {
    doubles.put(name, values);
  }

  /**
   * An array of 32-bit numbers.
   *
   * @throws IllegalArgumentException if there is none
   */
  float[] floats(String name) {
    return found(name, floats.get(name));
  }

  /**
   * An array of 64-bit numbers.
   *
   * @throws IllegalArgumentException if there is none
   */
  double[] doubles(String name) {
    return found(name, doubles.get(name));
  }

  private static <T> T found(String name, T array) {
    if (array == null) {
      throw new IllegalArgumentException("no array " + name);
    }
    return array;
  }

  /** Lengths by name by type, as JSON has them, in the order in which the values are written. */
  Map<String, Map<String, Integer>> lengths() {
    Map<String, Integer> ofFloats = new LinkedHashMap<>();
    floats.forEach((name, values) -> ofFloats.put(name, values.length));
    Map<String, Integer> ofDoubles = new LinkedHashMap<>();
    doubles.forEach((name, values) -> ofDoubles.put(name, values.length));
    Map<String, Map<String, Integer>> lengths = new LinkedHashMap<>();
    lengths.put(FLOATS, ofFloats);
    lengths.put(DOUBLES, ofDoubles);
    return lengths;
  }

  void write(OutputStream out) throws IOException {
    byte[] bytes = new byte[BLOCK * Double.BYTES];
    ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] values : floats.values()) {
      for (int from = 0; from < values.length; from += BLOCK) {
        int count = Math.min(BLOCK, values.length - from);
        block.asFloatBuffer().put(values, from, count);
        out.write(bytes, 0, count * Float.BYTES);
      }
    }
    for (double[] values : doubles.values()) {
      for (int from = 0; from < values.length; from += BLOCK) {
        int count = Math.min(BLOCK, values.length - from);
        block.asDoubleBuffer().put(values, from, count);
        out.write(bytes, 0, count * Double.BYTES);
      }
    }
  }

  /**
   * Reads them again.
   *
   * @param lengths as {@link #lengths} has them
   */
  static NamedArrays read(JsonNode lengths, InputStream in) throws IOException {
    NamedArrays arrays = new NamedArrays();
    byte[] bytes = new byte[BLOCK * Double.BYTES];
    ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (Map.Entry<String, JsonNode> array : lengths.required(FLOATS).properties()) {
      float[] values = new float[array.getValue().intValue()];
      for (int from = 0; from < values.length; from += BLOCK) {
        int count = Math.min(BLOCK, values.length - from);
        readFully(in, bytes, count * Float.BYTES);
        block.asFloatBuffer().get(values, from, count);
      }
      arrays.put(array.getKey(), values);
    }
    for (Map.Entry<String, JsonNode> array : lengths.required(DOUBLES).properties()) {
      double[] values = new double[array.getValue().intValue()];
      for (int from = 0; from < values.length; from += BLOCK) {
        int count = Math.min(BLOCK, values.length - from);
        readFully(in, bytes, count * Double.BYTES);
        block.asDoubleBuffer().get(values, from, count);
      }
      arrays.put(array.getKey(), values);
    }
    return arrays;
  }

  private static void readFully(InputStream in, byte[] block, int bytes) throws IOException {
    if (in.readNBytes(block, 0, bytes) < bytes) {
      throw new EOFException("ends within its arrays");
    }
  }
}

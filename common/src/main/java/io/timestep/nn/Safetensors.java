package io.timestep.nn;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.util.Json;
import io.timestep.util.UserException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format, tensors of 32-bit floats: eight bytes of header length (little endian),
 * the header in JSON (name, type, shape and place of each tensor), then the values, row-major and
 * little endian. Any safetensors library reads these files.
 */
public final class Safetensors {
  private static final int BLOCK = 1 << 16;

  /** A header longer than this is taken for garbage; the format itself allows 100 MB. */
  private static final long MAX_HEADER = 100_000_000;

  /**
   * A tensor.
   *
   * @param shape sizes, outermost first
   * @param values row-major, [product of shape]
   */
  public record Tensor(List<Long> shape, float[] values) {
    public Tensor {
      shape = List.copyOf(shape);
      if (shape.stream().reduce(1L, Math::multiplyExact) != values.length) {
        throw new IllegalArgumentException(
            "shape %s for %d values".formatted(shape, values.length));
      }
    }
  }

  private Safetensors() {}

  /** Writes tensors in the map's order. */
  public static void write(OutputStream out, Map<String, Tensor> tensors) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", Map.of("format", "pt"));
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      long end = offset + 4L * tensor.values().length;
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("dtype", "F32");
      description.put("shape", tensor.shape());
      description.put("data_offsets", List.of(offset, end));
      header.put(entry.getKey(), description);
      offset = end;
    }
    String json = Json.line(header);
    int size = json.getBytes(StandardCharsets.UTF_8).length;
    json += " ".repeat((8 - size % 8) % 8); // values begin on a multiple of 8
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    byte[] length = new byte[Long.BYTES];
    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length);
    out.write(length);
    out.write(bytes);
    for (Tensor tensor : tensors.values()) {
      writeValues(out, tensor.values());
    }
  }

  private static void writeValues(OutputStream out, float[] values) throws IOException {
    byte[] block = new byte[4 * BLOCK];
    FloatBuffer floats = floats(block);
    for (int from = 0; from < values.length; from += BLOCK) {
      int count = Math.min(BLOCK, values.length - from);
      floats.put(0, values, from, count);
      out.write(block, 0, 4 * count);
    }
  }

  /**
   * Reads all tensors, in the order of the file.
   *
   * @param source names the file in errors
   * @throws UserException if it is no safetensors file of 32-bit floats, or is cut short
   */
  public static Map<String, Tensor> read(InputStream in, String source) throws IOException {
    DataInputStream data = new DataInputStream(in);
    try {
      long length = Long.reverseBytes(data.readLong());
      if (length < 2 || length > MAX_HEADER) {
        throw new UserException("%s: is no safetensors file".formatted(source));
      }
      byte[] bytes = new byte[(int) length];
      data.readFully(bytes);
      JsonNode header = Json.parse(new String(bytes, StandardCharsets.UTF_8), source);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      long offset = 0;
      for (Map.Entry<String, JsonNode> entry : header.properties()) {
        if (!entry.getKey().equals("__metadata__")) {
          Tensor tensor = readTensor(data, entry.getKey(), entry.getValue(), offset, source);
          offset += 4L * tensor.values().length;
          tensors.put(entry.getKey(), tensor);
        }
      }
      return tensors;
    } catch (EOFException e) {
      throw new UserException("%s: ends too early; copy it again".formatted(source), e);
    }
  }

  private static Tensor readTensor(
      DataInputStream data, String name, JsonNode description, long offset, String source)
      throws IOException {
    if (!description.path("dtype").asText().equals("F32")
        || description.path("data_offsets").path(0).asLong(-1) != offset) {
      throw new UserException(
          "%s: tensor %s: expected 32-bit floats (F32), stored in the header's order"
              .formatted(source, name));
    }
    List<Long> shape = new ArrayList<>();
    description.path("shape").forEach(size -> shape.add(size.asLong(-1)));
    // What the shape says must be what is stored, before memory is taken for it.
    long bytes = description.path("data_offsets").path(1).asLong(-1) - offset;
    BigInteger count =
        shape.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    if (!description.path("shape").isArray()
        || shape.stream().anyMatch(size -> size < 0)
        || bytes / 4 > Integer.MAX_VALUE - 8
        || !count.multiply(BigInteger.valueOf(4)).equals(BigInteger.valueOf(bytes))) {
      throw new UserException(
          "%s: tensor %s: shape %s does not fit its %d bytes; copy the file again"
              .formatted(source, name, description.path("shape"), bytes));
    }
    float[] values = new float[count.intValueExact()];
    byte[] block = new byte[4 * BLOCK];
    FloatBuffer floats = floats(block);
    for (int from = 0; from < values.length; from += BLOCK) {
      int size = Math.min(BLOCK, values.length - from);
      data.readFully(block, 0, 4 * size);
      floats.get(0, values, from, size);
    }
    return new Tensor(shape, values);
  }

  private static FloatBuffer floats(byte[] block) {
    return ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}

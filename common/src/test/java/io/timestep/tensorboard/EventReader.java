package io.timestep.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads event files for tests; shares no code with the writer. Checksums are checked bit by bit.
 */
final class EventReader {
  /** What an event has; absent numbers are 0, an absent version is empty. */
  record Event(
      double wallTime,
      long step,
      String fileVersion,
      long sessionStatus,
      Map<String, Float> scalars) {}

  private EventReader() {}

  static List<Event> read(Path file) throws IOException {
    ByteBuffer in = little(Files.readAllBytes(file));
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = take(in, 8);
      assertThat(in.getInt()).isEqualTo(masked(crc(length)));
      byte[] data = take(in, Math.toIntExact(little(length).getLong()));
      assertThat(in.getInt()).isEqualTo(masked(crc(data)));
      events.add(event(fields(data)));
    }
    return events;
  }

  private static Event event(Map<Integer, List<Object>> fields) {
    Map<String, Float> scalars = new LinkedHashMap<>();
    for (Object summary : fields.getOrDefault(5, List.of())) {
      for (Object value : fields((byte[]) summary).getOrDefault(1, List.of())) {
        Map<Integer, List<Object>> parts = fields((byte[]) value);
        scalars.put(text(parts.get(1).get(0)), (Float) parts.get(2).get(0));
      }
    }
    List<Object> session = fields.getOrDefault(7, List.of());
    return new Event(
        (Double) fields.get(1).get(0),
        (Long) fields.getOrDefault(2, List.of(0L)).get(0),
        text(fields.getOrDefault(3, List.of(new byte[0])).get(0)),
        session.isEmpty() ? 0 : (Long) fields((byte[]) session.get(0)).get(1).get(0),
        scalars);
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  /** Values of a message by field number: Long, Double, Float or byte[]. */
  private static Map<Integer, List<Object>> fields(byte[] message) {
    ByteBuffer in = little(message);
    Map<Integer, List<Object>> fields = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      long tag = varint(in);
      Object value =
          switch ((int) (tag & 7)) {
            case 0 -> varint(in);
            case 1 -> in.getDouble();
            case 2 -> take(in, (int) varint(in));
            case 5 -> in.getFloat();
            default -> throw new AssertionError("wire type of " + tag);
          };
      fields.computeIfAbsent((int) (tag >> 3), field -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int masked(int crc) {
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  /** CRC-32C by its definition: the reflected polynomial 0x1EDC6F41, a bit at a time. */
  private static int crc(byte[] bytes) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
      }
    }
    return ~crc;
  }
}

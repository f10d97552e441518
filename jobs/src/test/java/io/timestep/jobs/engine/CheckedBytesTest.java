package io.timestep.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckedBytesTest {
  /** More than one buffer of floats, at an odd place in it. */
  private static final int MANY = CheckedOutput.BUFFER_BYTES / Float.BYTES + 9;

  private static float[] bits(int count) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt()); // NaN of all kinds among them
    }
    return values;
  }

  private static byte[] written(float[] values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CheckedOutput out = new CheckedOutput(bytes);
    out.writeInt(-7).writeLong(1L << 40).writeDouble(0.1).writeBytes(new byte[] {5, 6}).endRun();
    out.writeFloats(values, 1, values.length - 1).endRun();
    return bytes.toByteArray();
  }

  private static float[] read(byte[] bytes, int count) throws IOException {
    CheckedInput in = new CheckedInput(new ByteArrayInputStream(bytes));
    assertThat(in.isAtEnd()).isFalse();
    int first = in.readInt();
    long second = in.readLong();
    double third = in.readDouble();
    byte[] fourth = in.readBytes(2);
    in.endRun();
    assertThat(first).isEqualTo(-7);
    assertThat(second).isEqualTo(1L << 40);
    assertThat(third).isEqualTo(0.1);
    assertThat(fourth).containsExactly(5, 6);
    float[] values = in.readFloats(count);
    in.endRun();
    assertThat(in.isAtEnd()).isTrue();
    return values;
  }

  private static int[] raw(float[] values, int from) {
    int[] raw = new int[values.length - from];
    Arrays.setAll(raw, i -> Float.floatToRawIntBits(values[from + i]));
    return raw;
  }

  @Test
  void numbers_are_read_as_they_were_written_bit_for_bit() throws IOException {
    float[] values = bits(MANY);

    assertThat(Arrays.mismatch(raw(read(written(values), MANY - 1), 0), raw(values, 1)))
        .isEqualTo(-1);
  }

  @Test
  void every_bit_that_flips_is_found() throws IOException {
    byte[] bytes = written(bits(4));
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);

      assertThatThrownBy(() -> read(damaged, 3))
          .as("bit %d", bit)
          .isInstanceOf(DamagedBytesException.class);
    }
  }

  @Test
  void bytes_that_end_too_early_are_found_wherever_they_end() throws IOException {
    byte[] bytes = written(bits(4));
    for (int length = 1; length < bytes.length; length++) {
      byte[] shorter = Arrays.copyOf(bytes, length);

      assertThatThrownBy(() -> read(shorter, 3))
          .as("%d bytes", length)
          .isInstanceOf(DamagedBytesException.class);
    }
  }

  @Test
  void a_block_is_itself_after_java_serialization_and_damage_to_its_values_is_found()
      throws IOException, ClassNotFoundException {
    float[] values = bits(MANY);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new FloatBlock(Handoff.NONE, values));
    }
    byte[] stream = bytes.toByteArray();

    assertThat(Arrays.mismatch(raw(block(stream).values(), 0), raw(values, 0))).isEqualTo(-1);
    stream[stream.length / 2] ^= 1;
    assertThatThrownBy(() -> block(stream)).isInstanceOf(DamagedBytesException.class);
  }

  private static FloatBlock block(byte[] stream) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stream))) {
      return (FloatBlock) in.readObject();
    }
  }
}

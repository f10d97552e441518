package io.timestep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.nn.Safetensors.Tensor;
import io.timestep.util.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsTest {
  private static byte[] file() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a.weight", new Tensor(List.of(2L, 3L), new float[] {1, 2, 3, 4, 5, -0.5f}));
    float[] large = new float[100_000];
    Arrays.setAll(new Integer[large.length], i -> (int) (large[i] = i));
    tensors.put("b", new Tensor(List.of(100_000L), large));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, tensors);
    return out.toByteArray();
  }

  private static Map<String, Tensor> read(byte[] bytes) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(bytes), "w.safetensors");
  }

  @Test
  void what_was_written_is_read_again() throws IOException {
    Map<String, Tensor> tensors = read(file());
    assertThat(tensors.keySet()).containsExactly("a.weight", "b");
    assertThat(tensors.get("a.weight").shape()).containsExactly(2L, 3L);
    assertThat(tensors.get("a.weight").values()).containsExactly(1, 2, 3, 4, 5, -0.5f);
    assertThat(tensors.get("b").values()[99_999]).isEqualTo(99_999f);
  }

  @Test
  void the_bytes_are_those_of_the_format() throws IOException {
    byte[] bytes = file();
    int header = (bytes[0] & 0xFF) | (bytes[1] & 0xFF) << 8;
    String json = new String(bytes, 8, header, StandardCharsets.UTF_8);
    assertThat(header % 8).isZero();
    assertThat(json)
        .contains("\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}");
    assertThat(Arrays.copyOfRange(bytes, 8 + header, 12 + header))
        .containsExactly(0, 0, 0x80, 0x3F); // 1.0f, little endian
  }

  @Test
  void a_shape_that_does_not_fit_what_is_stored_is_refused_before_memory_is_taken()
      throws IOException {
    byte[] bytes = file();
    for (String shape : List.of("[9,3]", "[-2]", "[9e9]")) {
      String broken =
          new String(bytes, StandardCharsets.ISO_8859_1)
              .replaceFirst("\\[2,3\\]", shape + " ".repeat(5 - shape.length()));
      assertThatThrownBy(() -> read(broken.getBytes(StandardCharsets.ISO_8859_1)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("does not fit");
    }
  }

  @Test
  void a_file_that_is_cut_short_or_something_else_is_refused() throws IOException {
    byte[] bytes = file();
    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("w.safetensors: ends too early");
    assertThatThrownBy(() -> read("no safetensors at all".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is no safetensors file");
  }
}

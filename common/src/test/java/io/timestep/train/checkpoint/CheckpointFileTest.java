package io.timestep.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.metric.LanguageScore;
import io.timestep.nn.RecurrentState;
import io.timestep.train.OuterState;
import io.timestep.train.Patience;
import io.timestep.train.PolyakMean;
import io.timestep.train.TrainState;
import io.timestep.train.Validation;
import io.timestep.util.Json;
import io.timestep.util.LocalStore;
import io.timestep.util.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileTest {
  @TempDir Path folder;

  private static byte[] bytes(Checkpoint checkpoint) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      CheckpointFile.write(out, checkpoint);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private Checkpoint read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("checkpoint"), bytes);
    return CheckpointFile.read(new LocalStore(), file.toString());
  }

  /** Fails when a record inside has a component that is not written. */
  @Test
  void all_that_is_in_a_checkpoint_is_read_back() throws IOException {
    Checkpoint checkpoint = new Filled().of(Checkpoint.class);

    assertThat(read(bytes(checkpoint)))
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .ignoringFieldsOfTypes(Map.class)
        .isEqualTo(checkpoint);
    assertThat(read(bytes(checkpoint)).basis()).isEqualTo(checkpoint.basis());
    assertThat(read(bytes(checkpoint)).state().states().get(1).layers().get(1).get("h"))
        .containsExactly(checkpoint.state().states().get(1).layers().get(1).get("h"));
  }

  @Test
  void what_is_empty_stays_empty() throws IOException {
    TrainState state =
        new TrainState(
            0,
            1,
            0,
            0,
            0,
            0,
            1,
            new OuterState(new float[] {1}, new float[0]),
            PolyakMean.NONE,
            new float[0],
            List.of(RecurrentState.ZERO, RecurrentState.ZERO),
            Patience.NEW,
            Patience.NEW,
            new double[0],
            Optional.empty());
    Checkpoint checkpoint = new Checkpoint(new TrainBasis(Map.of(), Map.of()), state, "", 0);

    TrainState back = read(bytes(checkpoint)).state();
    assertThat(back.outer().momentum()).isEmpty();
    assertThat(back.polyak().sums()).isEmpty();
    assertThat(back.plateau()).isEqualTo(Patience.NEW);
    assertThat(back.optimizerState()).isEmpty();
    assertThat(back.validations()).isEmpty();
    assertThat(back.best()).isEmpty();
    assertThat(back.states()).containsExactly(RecurrentState.ZERO, RecurrentState.ZERO);
  }

  /** Longer than Jackson lets a string be. */
  @Test
  void the_history_of_a_long_training_is_read_back() throws IOException {
    Checkpoint filled = new Filled().of(Checkpoint.class);
    String history = "{\"event\": \"round\", \"host\": \"한국\"}\n".repeat(700_000);
    assertThat(history.length()).isGreaterThan(20_000_000);
    Checkpoint checkpoint =
        new Checkpoint(filled.basis(), filled.state(), history, filled.trainSeconds());

    Checkpoint back = read(bytes(checkpoint));
    assertThat(back.history().equals(history)).as("the same history").isTrue();
    assertThat(back.state().best().orElseThrow().parameters())
        .isEqualTo(filled.state().best().orElseThrow().parameters());
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        0.1 + 0.2,
        1e22,
        1.0 / 3
      })
  void every_double_is_read_back_to_the_bit(double value) throws IOException {
    TrainState filled = new Filled().of(Checkpoint.class).state();
    Validation best = new Validation(1, 2, new LanguageScore(3, value, 0, 0), true);
    TrainState state =
        new TrainState(
            1,
            2,
            0,
            3,
            4,
            5,
            value,
            filled.outer(),
            new PolyakMean(new double[] {value}, 6),
            new float[0],
            List.of(),
            new Patience(value, 7),
            new Patience(value, 8),
            new double[] {value},
            Optional.of(new TrainState.Best(best, new float[] {9})));

    Checkpoint back =
        read(bytes(new Checkpoint(new TrainBasis(Map.of(), Map.of()), state, "", value)));
    assertThat(
            List.of(
                back.trainSeconds(),
                back.state().rateScale(),
                back.state().polyak().sums()[0],
                back.state().validations()[0],
                back.state().plateau().nats(),
                back.state().stopping().nats(),
                back.state().best().orElseThrow().validation().score().nats()))
        .as("equal as objects are: NaN to itself, 0 not to -0")
        .containsOnly(value);
  }

  /** Of more values than are written at once. */
  @Test
  void long_arrays_are_read_back() throws IOException {
    NamedArrays arrays = new NamedArrays();
    Random random = new Random(1);
    float[] floats = new float[150_001];
    double[] doubles = random.doubles(150_001).toArray();
    for (int i = 0; i < floats.length; i++) {
      floats[i] = random.nextFloat();
    }
    arrays.put("none", new float[0]);
    arrays.put("floats", floats);
    arrays.put("doubles", doubles);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    arrays.write(out);

    JsonNode lengths = Json.parse(Json.line(arrays.lengths()), "lengths");
    NamedArrays back = NamedArrays.read(lengths, new ByteArrayInputStream(out.toByteArray()));
    assertThat(back.floats("none")).isEmpty();
    assertThat(back.floats("floats")).isEqualTo(floats);
    assertThat(back.doubles("doubles")).isEqualTo(doubles);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.01, 0.3, 0.9, 0.999})
  void a_file_cut_off_anywhere_is_told(double share) {
    byte[] whole = bytes(new Filled().of(Checkpoint.class));
    byte[] torn = Arrays.copyOf(whole, (int) (whole.length * share));

    assertThatThrownBy(() -> read(torn)).isInstanceOf(DamagedCheckpointException.class);
  }

  @Test
  void a_bit_that_flipped_in_any_byte_is_told() {
    byte[] whole = bytes(new Filled().of(Checkpoint.class));
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 4;
      assertThatThrownBy(() -> read(changed))
          .as("byte %d", at)
          .isInstanceOf(DamagedCheckpointException.class);
    }
  }

  @Test
  void the_end_of_a_file_in_blocks_of_zeros_is_told() {
    byte[] whole = bytes(new Filled().of(Checkpoint.class));
    Arrays.fill(whole, whole.length / 2, whole.length, (byte) 0);

    assertThatThrownBy(() -> read(whole)).isInstanceOf(DamagedCheckpointException.class);
  }

  @Test
  void another_format_is_no_damage_but_another_versions() {
    byte[] newer = bytes(new Filled().of(Checkpoint.class));
    newer[8] = CheckpointFile.FORMAT + 1;
    CRC32C checksum = new CRC32C();
    checksum.update(newer, 0, newer.length - Integer.BYTES);
    ByteBuffer.wrap(newer)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(newer.length - Integer.BYTES, (int) checksum.getValue());

    assertThatThrownBy(() -> read(newer))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("another version", "format 3, expected 2", "--overwrite");
  }
}

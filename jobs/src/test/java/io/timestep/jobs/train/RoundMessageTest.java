package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.engine.DamagedBytesException;
import io.timestep.jobs.engine.Handoff;
import io.timestep.jobs.train.RoundMessage.Chunk;
import io.timestep.jobs.train.RoundMessage.Coded;
import io.timestep.jobs.train.RoundMessage.Merged;
import io.timestep.train.Spread;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class RoundMessageTest {
  private static final float[] VALUES = {7, 1.5f, -2, 1e-9f, 7};

  private static byte[] coded() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      Chunk chunk = new Chunk(1, 40, VALUES, 1, 3);
      out.writeObject(new Coded<>(Handoff.NONE, new Merged<>(2, new Spread(0.5, 4), chunk)));
    }
    return bytes.toByteArray();
  }

  private static Coded<?> read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (Coded<?>) in.readObject();
    }
  }

  @Test
  void a_message_comes_out_as_it_went_in() throws Exception {
    Merged<?> merged = (Merged<?>) read(coded()).message();

    assertThat(merged.replicas()).isEqualTo(2);
    assertThat(merged.spread()).isEqualTo(new Spread(0.5, 4));
    Chunk chunk = merged.chunk();
    assertThat(chunk.vector()).isEqualTo(1);
    assertThat(chunk.offset()).isEqualTo(40);
    assertThat(chunk.array()).hasSize(chunk.length()).containsExactly(1.5f, -2, 1e-9f);
  }

  @Test
  void damage_is_found_by_whoever_asks_for_the_message_not_by_who_reads_the_stream()
      throws Exception {
    int end = coded().length - 1; // the stream's own mark
    for (int at = end - 30; at < end; at++) { // values and checksums
      byte[] bytes = coded();
      bytes[at] ^= 1;
      Coded<?> damaged = read(bytes);
      assertThatThrownBy(damaged::message).isInstanceOf(DamagedBytesException.class);
    }
  }
}

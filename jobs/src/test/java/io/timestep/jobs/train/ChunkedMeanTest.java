package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.engine.DamagedBytesException;
import io.timestep.jobs.train.RoundMessage.Chunk;
import io.timestep.jobs.train.RoundMessage.Ended;
import io.timestep.jobs.train.RoundMessage.Merged;
import io.timestep.train.Spread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two replicas with vectors of 2^18 + 3, 0 and 2 values leave for the driver. */
class ChunkedMeanTest {
  private static final int CHUNK = 1 << 18;
  private static final List<Integer> LENGTHS = List.of(CHUNK + 3, 0, 2);

  private static List<RoundMessage<String>> messages() {
    List<RoundMessage<String>> messages = new ArrayList<>();
    messages.add(merged(0, 0, CHUNK));
    messages.add(merged(0, CHUNK, 3));
    messages.add(merged(2, 0, 2));
    messages.add(new Ended<>(0, LENGTHS, "a"));
    messages.add(new Ended<>(1, LENGTHS, "b"));
    return messages;
  }

  private static Merged<String> merged(int vector, int offset, int length) {
    float[] values = new float[length];
    java.util.Arrays.fill(values, 10 * vector + (offset == 0 ? 1 : 2));
    return new Merged<>(2, Spread.NONE, new Chunk(vector, offset, values, 0, length));
  }

  @Test
  void chunks_are_put_together_in_whatever_order_they_come() {
    List<RoundMessage<String>> messages = messages();
    Collections.reverse(messages);

    ChunkedMean.Merged<String> collected = ChunkedMean.collected(messages);

    assertThat(collected.vectors()).extracting(vector -> vector.length).isEqualTo(LENGTHS);
    assertThat(collected.vector(0)).startsWith(1, 1).endsWith(1, 2, 2, 2);
    assertThat(collected.vector(2)).containsExactly(21, 21);
    assertThat(collected.reports()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4}) // 1 and 2 are the last of their vectors
  void a_message_that_no_replica_has_sent_is_noticed(int lost) {
    List<RoundMessage<String>> messages = messages();
    messages.remove(lost);

    assertThatThrownBy(() -> ChunkedMean.collected(messages))
        .isInstanceOf(DamagedBytesException.class);
  }

  @Test
  void values_that_came_from_one_replica_only_are_noticed() {
    List<RoundMessage<String>> messages = messages();
    messages.set(2, new Merged<>(1, Spread.NONE, new Chunk(2, 0, new float[2], 0, 2)));

    assertThatThrownBy(() -> ChunkedMean.collected(messages))
        .isInstanceOf(DamagedBytesException.class);
  }
}

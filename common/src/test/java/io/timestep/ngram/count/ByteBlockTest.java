package io.timestep.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ByteBlockTest {
  @Property(tries = 100)
  void what_is_put_is_read_in_order(
      @ForAll @IntRange(min = 0, max = 2000) int count, @ForAll long seed) {
    ByteBlock block = new ByteBlock();
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(3)) {
        case 0 -> block.putLong(random.nextLong());
        case 1 -> block.putInt(random.nextInt());
        default -> block.putFloat(random.nextFloat());
      }
    }
    random.setSeed(seed);
    ByteBlockReader in = new ByteBlockReader(block.take());
    for (int i = 0; i < count; i++) {
      assertThat(in.hasNext()).isTrue();
      switch (random.nextInt(3)) {
        case 0 -> assertThat(in.nextLong()).isEqualTo(random.nextLong());
        case 1 -> assertThat(in.nextInt()).isEqualTo(random.nextInt());
        default -> assertThat(in.nextFloat()).isEqualTo(random.nextFloat());
      }
    }
    assertThat(in.hasNext()).isFalse();
  }

  @Test
  void an_int_may_be_written_over() {
    ByteBlock block = new ByteBlock();
    block.putLong(-1);
    int at = block.size();
    block.putInt(0);
    block.putInt(7);
    block.setInt(at, 42);

    ByteBlockReader in = new ByteBlockReader(block.take());
    assertThat(in.nextLong()).isEqualTo(-1);
    assertThat(in.nextInt()).isEqualTo(42);
    assertThat(in.nextInt()).isEqualTo(7);
  }

  @Test
  void a_block_is_empty_once_taken_and_can_be_filled_again() {
    ByteBlock block = new ByteBlock();
    assertThat(block.take()).isEmpty();
    block.putInt(1);
    byte[] first = block.take();
    assertThat(block.size()).isZero();
    block.putInt(2);

    assertThat(new ByteBlockReader(first).nextInt()).isEqualTo(1);
    assertThat(block.take()).hasSize(Integer.BYTES);
  }
}

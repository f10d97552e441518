package io.timestep.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

class HandoffTest {
  private static final float[] VALUES = {1, 2, 3, 4};

  private static byte[] bytes(Serializable object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object object(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  @Test
  void a_copy_of_it_has_the_very_arrays() throws IOException, ClassNotFoundException {
    try (Handoff handoff = Handoff.open(1000)) {
      Handoff copy = (Handoff) object(bytes(handoff));
      int number = copy.offer(VALUES, 4);

      assertThat(handoff.take(number)).isSameAs(VALUES);
      assertThat(copy.take(number)).isSameAs(VALUES);
    }
  }

  @Test
  void one_does_not_know_what_another_has() {
    try (Handoff first = Handoff.open(1000);
        Handoff second = Handoff.open(1000)) {
      float[] others = {5};
      assertThat(first.take(first.offer(VALUES, 4))).isSameAs(VALUES);
      assertThat(second.take(second.offer(others, 1))).isSameAs(others);
    }
  }

  @Test
  void what_there_is_no_room_for_is_refused_and_all_that_follows() {
    try (Handoff handoff = Handoff.open(5 * Float.BYTES)) {
      assertThat(handoff.offer(VALUES, 4)).isNotEqualTo(Handoff.REFUSED);
      assertThat(handoff.offer(VALUES, 2)).isEqualTo(Handoff.REFUSED);
      assertThat(handoff.offer(VALUES, 1)).isEqualTo(Handoff.REFUSED);
    }
  }

  @Test
  void one_that_is_closed_refuses_and_has_forgotten() {
    Handoff handoff = Handoff.open(1000);
    int number = handoff.offer(VALUES, 4);
    handoff.close();

    assertThat(handoff.offer(VALUES, 4)).isEqualTo(Handoff.REFUSED);
    assertThatThrownBy(() -> handoff.take(number)).isInstanceOf(IllegalStateException.class);
    assertThat(Handoff.NONE.offer(VALUES, 0)).isEqualTo(Handoff.REFUSED);
  }

  @Test
  void a_block_is_handed_over_where_it_can_be_and_else_written()
      throws IOException, ClassNotFoundException {
    try (Handoff handoff = Handoff.open(5 * Float.BYTES)) {
      FloatBlock block = new FloatBlock(handoff, VALUES);
      assertThat(((FloatBlock) object(bytes(block))).values()).isSameAs(VALUES);
      assertThat(((FloatBlock) object(bytes(block))).values()) // room for one only
          .isNotSameAs(VALUES)
          .containsExactly(VALUES);
    }
  }
}

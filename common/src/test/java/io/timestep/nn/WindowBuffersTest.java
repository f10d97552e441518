package io.timestep.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.sequence.TokenStreams;
import io.timestep.sequence.TokenWindow;
import org.junit.jupiter.api.Test;

class WindowBuffersTest {
  private static final TokenStreams STREAMS =
      new TokenStreams(new int[][] {{3, 5, 7, 2, 9}, {4, 6, 8}}, new int[2], 5);

  @Test
  void windows_of_one_shape_are_put_into_the_same_arrays() {
    WindowBuffers buffers = WindowBuffers.of(2, 2);
    TokenWindow first = STREAMS.window(0, 2);
    TokenWindow second = STREAMS.window(1, 2);

    assertThat(buffers.inputs(first).data().addressPointer().address())
        .isEqualTo(buffers.inputs(second).data().addressPointer().address());
    assertThat(buffers.inputs(second).ravel().toFloatVector())
        .containsExactly(floats(second.inputs()));
    assertThat(buffers.targets(first).ravel().toFloatVector())
        .containsExactly(floats(first.targets()));
  }

  @Test
  void where_there_is_no_target_the_mask_is_0() {
    WindowBuffers buffers = WindowBuffers.of(2, 4);
    TokenWindow window = STREAMS.window(0, 4);
    float[] mask = buffers.mask(window).ravel().toFloatVector();
    float[] targets = buffers.targets(window).ravel().toFloatVector();
    for (int i = 0; i < mask.length; i++) {
      boolean masked = window.targets()[i] == TokenWindow.NO_TARGET;
      assertThat(mask[i]).isEqualTo(masked ? 0 : 1);
      assertThat(targets[i]).isEqualTo(masked ? 0 : window.targets()[i]);
    }
    assertThat(mask).contains(0, 1);
  }

  @Test
  void windows_of_another_shape_do_not_fit() {
    WindowBuffers buffers = WindowBuffers.of(2, 3);
    assertThat(buffers.fits(2, 3)).isTrue();
    assertThat(buffers.fits(3, 2)).isFalse();
    assertThat(buffers.fits(2, 4)).isFalse();
  }

  private static float[] floats(int[] ids) {
    float[] values = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      values[i] = ids[i];
    }
    return values;
  }
}

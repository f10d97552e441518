package io.timestep.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.bench.kernels.SyntheticText.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SyntheticTextTest {
  private static final ModelShape SHAPE = new ModelShape(1, 50, 2, 3);

  @Test
  void every_target_is_the_next_input_of_its_stream_across_windows() {
    List<Window> windows = new SyntheticText(SHAPE, 1).windows(2);

    for (int b = 0; b < 2; b++) {
      int[] inputs = stream(windows, b, Window::inputs);
      int[] targets = stream(windows, b, Window::targets);
      assertThat(Arrays.copyOfRange(inputs, 1, 6)).isEqualTo(Arrays.copyOf(targets, 5));
    }
  }

  private static int[] stream(List<Window> windows, int b, Function<Window, int[]> part) {
    return windows.stream()
        .flatMapToInt(w -> Arrays.stream(part.apply(w), 3 * b, 3 * b + 3))
        .toArray();
  }

  @Test
  void equal_seeds_give_equal_texts() {
    assertThat(new SyntheticText(SHAPE, 7).windows(1).get(0).inputs())
        .isEqualTo(new SyntheticText(SHAPE, 7).windows(1).get(0).inputs())
        .isNotEqualTo(new SyntheticText(SHAPE, 8).windows(1).get(0).inputs());
  }

  @Test
  void shares_of_the_text_need_as_many_words_as_in_wikitext_2() {
    SyntheticText text = new SyntheticText(new ModelShape(1, 33_278, 1, 1), 1);

    assertThat(text.wordsOf(0.80)).isEqualTo(2540);
    assertThat(text.wordsOf(0.95)).isEqualTo(15_859);
  }

  @Test
  void words_are_drawn_by_that_law() {
    ModelShape shape = new ModelShape(1, 33_278, 100, 200);
    Window window = new SyntheticText(shape, 3).windows(1).get(0);

    double frequent = Arrays.stream(window.inputs()).filter(id -> id < 2540).count() / 20_000.0;

    assertThat(frequent).isBetween(0.785, 0.815); // five standard deviations
  }
}

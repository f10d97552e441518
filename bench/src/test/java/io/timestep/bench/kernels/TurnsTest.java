package io.timestep.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static Trial trial(double tokensPerSecond) {
    ModelShape shape = new ModelShape(2, 5, 1, 1);
    return new Trial(Section.ONE_CORE, "timestep", Cell.LSTM, shape, tokensPerSecond, 0);
  }

  @Test
  void every_line_gives_a_turn_and_the_end_of_input_ends_them() throws Exception {
    ArrayDeque<Trial> trials = new ArrayDeque<>(List.of(trial(1), trial(2), trial(3)));
    StringWriter out = new StringWriter();

    Turns.take(
        new ByteArrayInputStream("\n\n".getBytes(StandardCharsets.UTF_8)),
        new PrintWriter(out),
        trials::remove);

    assertThat(out.toString().lines())
        .containsExactly(Turns.READY, trial(1).line(), trial(2).line());
  }
}

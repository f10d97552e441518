package io.timestep.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenStreamsTest {
  private final TokenStreams streams =
      new TokenStreams(new int[][] {{10, 11, 12, 13, 14}, {20, 21, 22, 23}}, new int[] {2, 14}, 5);

  @Test
  void input_is_the_token_before_across_stream_and_window_borders() {
    assertThat(streams.window(0, 3).inputs()).containsExactly(2, 10, 11, 14, 20, 21);
    assertThat(streams.window(0, 3).targets()).containsExactly(10, 11, 12, 20, 21, 22);
    assertThat(streams.window(1, 3).inputs()).startsWith(12, 13).hasSize(4);
  }

  @Test
  void the_last_window_is_short_and_a_stream_that_ended_has_no_target() {
    TokenWindow last = streams.window(1, 3);
    assertThat(last.timeSteps()).isEqualTo(2);
    assertThat(last.targets()).containsExactly(13, 14, 23, TokenWindow.NO_TARGET);
    assertThat(last.tokens()).isEqualTo(3);
  }

  @Test
  void windows_together_have_every_token_once() {
    assertThat(streams.window(0, 2).tokens()).isEqualTo(4).isEqualTo(streams.window(1, 2).tokens());
    assertThat(streams.tokenCount()).isEqualTo(9);
    assertThat(streams.window(2, 2).tokens()).isEqualTo(1);
  }
}

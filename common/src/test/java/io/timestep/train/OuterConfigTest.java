package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.util.UserException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OuterConfigTest {
  @ParameterizedTest
  @ValueSource(strings = {"momentum", "learning-rate"})
  void plain_averaging_has_neither_momentum_nor_rate(String key) {
    assertThatThrownBy(() -> TrainConfigs.of("outer { rule = average, %s = 0.5 }".formatted(key)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("train.outer." + key)
        .hasMessageContainingAll("rule = average", "got 0.5", "leave it out, or set another rule");
  }
}

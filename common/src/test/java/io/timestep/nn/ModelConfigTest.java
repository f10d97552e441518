package io.timestep.nn;

import static io.timestep.nn.ModelConfig.Softmax.ADAPTIVE;
import static io.timestep.nn.ModelConfig.Softmax.FULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.config.InvalidSettings;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelConfigTest {
  private static final Vocabulary WORDS =
      Vocabulary.of(
          List.of("<unk>", "<s>", "</s>", "a", "b", "c"), new long[] {0, 0, 40, 40, 15, 5});

  private static ModelConfig model(ModelConfig.Softmax softmax, Integer... cutoffs) {
    return new ModelConfig(ModelConfig.Cell.RNN, 1, 2, 2, 0, softmax, List.of(cutoffs), false);
  }

  @Test
  void cutoffs_that_do_not_rise_are_refused() {
    for (Integer[] cutoffs : new Integer[][] {{0, 3}, {4, 4}, {5, 3}, {-1}}) {
      assertThatThrownBy(() -> model(ADAPTIVE, cutoffs))
          .isInstanceOf(InvalidSettings.class)
          .hasMessageContaining("model.cutoffs must be ids that rise, the first at least 1, got");
    }
  }

  @Test
  void a_full_softmax_has_no_cutoffs() {
    assertThatThrownBy(() -> model(FULL, 3))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("model.cutoffs must be empty where model.softmax is full, got [3]");
  }

  @Test
  void tied_weights_need_equal_sizes() {
    assertThatThrownBy(
            () -> new ModelConfig(ModelConfig.Cell.RNN, 1, 4, 3, 0, ADAPTIVE, List.of(), true))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("needs model.embedding-size 3 to be model.hidden-size 4");
  }

  @Test
  void cutoffs_beyond_the_vocabulary_are_the_users_to_mend() {
    assertThatThrownBy(() -> RecurrentNetwork.create(model(ADAPTIVE, 3, 6), WORDS.size(), 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "model.cutoffs: expected ids below the vocabulary's size 6, got [3, 6]");
  }

  @Test
  void open_cutoffs_are_chosen_and_given_ones_kept() {
    assertThat(model(ADAPTIVE).withCutoffsFor(WORDS)).isEqualTo(model(ADAPTIVE, 4, 5));
    assertThat(model(ADAPTIVE, 3).withCutoffsFor(WORDS)).isEqualTo(model(ADAPTIVE, 3));
    assertThat(model(FULL).withCutoffsFor(WORDS)).isEqualTo(model(FULL));
  }
}

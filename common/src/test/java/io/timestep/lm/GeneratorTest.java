package io.timestep.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.vocab.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  /** Foretells the same whatever was read; ids 0 and 1 are {@code <unk>} and {@code <s>}. */
  private static LanguageModel constant(double... probabilities) {
    float[] log10 = new float[probabilities.length];
    for (int i = 0; i < log10.length; i++) {
      log10[i] = (float) Math.log10(probabilities[i]);
    }
    return new LanguageModel() {
      @Override
      public int vocabularySize() {
        return log10.length;
      }

      @Override
      public Session start() {
        return new Session() {
          @Override
          public void read(int token) {}

          @Override
          public float[] log10Probabilities() {
            return log10;
          }
        };
      }
    };
  }

  private static GenerateConfig config(double temperature, int topK, double topP, long seed) {
    return new GenerateConfig(200, temperature, topK, topP, seed);
  }

  private static final LanguageModel MODEL = constant(0.5, 0.1, 0, 0.2, 0.15, 0.05);

  @Test
  void temperature_zero_draws_the_most_probable_that_is_no_special_token() {
    Generator.Continuation text = Generator.generate(MODEL, List.of(), config(0, 0, 1, 1), 0);
    assertThat(text.tokens()).hasSize(200).containsOnly(3);
    assertThat(text.log10Prob()).isCloseTo(200 * Math.log10(0.2), within(1e-3));
  }

  @Test
  void draws_follow_the_probabilities_sharpened_by_the_temperature() {
    long threes =
        Generator.generate(MODEL, List.of(), new GenerateConfig(20000, 0.5, 0, 1, 1), 0)
            .tokens()
            .stream()
            .filter(t -> t == 3)
            .count();
    double expected = 0.04 / (0.04 + 0.0225 + 0.0025); // squared: 1 / 0.5
    assertThat(threes / 20000.0).isCloseTo(expected, within(0.02));
  }

  @Test
  void top_k_and_top_p_cut_the_tail() {
    assertThat(Generator.generate(MODEL, List.of(), config(1, 4, 1, 1), 0).tokens())
        .containsOnly(3, 4, 5);
    assertThat(Generator.generate(MODEL, List.of(), config(1, 2, 1, 1), 0).tokens())
        .containsOnly(3, 4);
    assertThat(Generator.generate(MODEL, List.of(), config(1, 0, 0.8, 1), 0).tokens())
        .containsOnly(3, 4); // 0.35 of 0.4 reaches 0.8, 0.2 alone does not
  }

  @Test
  void the_same_seed_draws_the_same_text_and_another_sample_another() {
    List<Integer> first = Generator.generate(MODEL, List.of(), config(1, 0, 1, 9), 0).tokens();
    assertThat(Generator.generate(MODEL, List.of(), config(1, 0, 1, 9), 0).tokens())
        .isEqualTo(first);
    assertThat(Generator.generate(MODEL, List.of(), config(1, 0, 1, 9), 1).tokens())
        .isNotEqualTo(first);
  }

  @Test
  void a_sentence_end_ends_the_text_and_counts_in_its_probability() {
    Generator.Continuation text =
        Generator.generate(constant(0, 0, 0.9, 0.1), List.of(3), config(0, 0, 1, 1), 0);
    assertThat(text.ended()).isTrue();
    assertThat(text.tokens()).isEmpty();
    assertThat(text.log10Prob()).isCloseTo(Math.log10(0.9), within(1e-6));
    assertThat(Vocabulary.END).isEqualTo(2);
  }
}

package io.timestep.ngram.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.ngram.Discounts;
import io.timestep.ngram.estimate.SmoothingMethod;
import io.timestep.ngram.estimate.SmoothingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ReferenceEstimatorPropertyTest {
  private static final List<String> WORDS = List.of("a", "b", "c", "d", "e", "f", "g");

  /** Few words, the first ones often; some sentences are empty. */
  static List<List<String>> text(Random random) {
    List<List<String>> sentences = new ArrayList<>();
    for (int s = 1 + random.nextInt(12); s > 0; s--) {
      List<String> sentence = new ArrayList<>();
      for (int i = random.nextInt(9); i > 0; i--) {
        double skewed = random.nextDouble() * random.nextDouble();
        sentence.add(WORDS.get((int) (skewed * WORDS.size())));
      }
      sentences.add(sentence);
    }
    return sentences;
  }

  static ReferenceSettings settings(int order, SmoothingMethod method, Random random) {
    SmoothingSettings smoothing =
        new SmoothingSettings(method, 0.1 + random.nextDouble(), Discounts.FALLBACK);
    ReferenceSettings settings = ReferenceSettings.of(order, method).with(smoothing);
    if (random.nextBoolean()) {
      settings = settings.pruned((long) random.nextInt(2), 1L, 1L + random.nextInt(2));
    }
    return random.nextBoolean() ? settings.limitedTo(Set.of("a", "c", "d")) : settings;
  }

  @Property(tries = 300)
  void probabilities_sum_to_1_after_every_context(
      @ForAll @IntRange(min = 1, max = 8) int order,
      @ForAll SmoothingMethod method,
      @ForAll long seed) {
    if (!method.isNormalized()) {
      return;
    }
    Random random = new Random(seed);
    ReferenceModel model =
        ReferenceEstimator.estimate(text(random), settings(order, method, random));

    List<List<String>> contexts = new ArrayList<>();
    contexts.add(List.of());
    model.probs().subList(0, order - 1).forEach(probs -> contexts.addAll(probs.keySet()));
    contexts.add(List.of("never", "seen"));
    for (List<String> context : contexts) {
      double sum =
          model.vocabulary().stream().mapToDouble(w -> model.probability(context, w)).sum();
      assertThat(sum).as("%s after %s", method, context).isCloseTo(1, within(1e-9));
    }
  }

  @Property(tries = 100)
  void each_kept_ngram_has_its_context_and_its_shorter_form(
      @ForAll @IntRange(min = 2, max = 6) int order, @ForAll long seed) {
    Random random = new Random(seed);
    ReferenceModel model =
        ReferenceEstimator.estimate(
            text(random), settings(order, SmoothingMethod.MODIFIED_KNESER_NEY, random));

    for (int k = 2; k <= order; k++) {
      for (List<String> ngram : model.probs().get(k - 1).keySet()) {
        assertThat(model.probs().get(k - 2))
            .containsKeys(ngram.subList(0, k - 1), ngram.subList(1, k));
      }
    }
  }
}

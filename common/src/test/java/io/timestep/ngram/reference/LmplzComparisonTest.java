package io.timestep.ngram.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.ngram.Discounts;
import io.timestep.ngram.estimate.SmoothingMethod;
import io.timestep.ngram.estimate.SmoothingSettings;
import io.timestep.ngram.reference.Fixtures.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference is itself held against lmplz; resources/ngram/lmplz tells how that was called. */
class LmplzComparisonTest {
  private static final double TOLERANCE = 1e-5;

  static Stream<Arguments> models() {
    ReferenceSettings classes =
        kneserNey(3)
            .with(
                SmoothingSettings.of(SmoothingMethod.MODIFIED_KNESER_NEY)
                    .withFallback(Discounts.FALLBACK));
    List<String> words = Fixtures.sentences("harbour.words").get(0);
    return Stream.of(
        Arguments.of("harbour.txt", "harbour-2.arpa", kneserNey(2)),
        Arguments.of("harbour.txt", "harbour-3-pruned.arpa", kneserNey(3).pruned(0L, 0L, 1L)),
        Arguments.of(
            "harbour.txt", "harbour-3-limited.arpa", kneserNey(3).limitedTo(new HashSet<>(words))),
        Arguments.of("harbour.txt", "harbour-5.arpa", kneserNey(5)),
        Arguments.of("classes.txt", "classes-3-fallback.arpa", classes));
  }

  private static ReferenceSettings kneserNey(int order) {
    return ReferenceSettings.of(order, SmoothingMethod.MODIFIED_KNESER_NEY).asKenlm();
  }

  @ParameterizedTest
  @MethodSource("models")
  void every_entry_is_lmplzs(String text, String arpa, ReferenceSettings settings) {
    ReferenceModel model = ReferenceEstimator.estimate(Fixtures.sentences(text), settings);
    List<Map<List<String>, Entry>> expected = Fixtures.arpa(arpa);

    assertThat(model.order()).isEqualTo(expected.size());
    for (int k = 1; k <= model.order(); k++) {
      Map<List<String>, Double> probs = model.probs().get(k - 1);
      assertThat(probs.keySet()).isEqualTo(expected.get(k - 1).keySet());
      for (Map.Entry<List<String>, Entry> entry : expected.get(k - 1).entrySet()) {
        List<String> ngram = entry.getKey();
        assertThat(Math.log10(probs.get(ngram)))
            .as("log10 p of %s", ngram)
            .isCloseTo(entry.getValue().log10Prob(), within(TOLERANCE));
        if (k < model.order()) {
          assertThat(Math.log10(model.backoffs().get(k - 1).get(ngram)))
              .as("log10 backoff of %s", ngram)
              .isCloseTo(entry.getValue().log10Backoff(), within(TOLERANCE));
        }
      }
    }
  }

  @Test
  void by_definition_the_counts_of_counts_are_not_quite_lmplzs() {
    List<List<String>> text = Fixtures.sentences("harbour.txt");
    ReferenceModel kenlm = ReferenceEstimator.estimate(text, kneserNey(5));
    ReferenceModel definition =
        ReferenceEstimator.estimate(
            text, ReferenceSettings.of(5, SmoothingMethod.MODIFIED_KNESER_NEY));

    assertThat(definition.probability(List.of(), "the"))
        .isNotCloseTo(kenlm.probability(List.of(), "the"), within(TOLERANCE));
  }
}

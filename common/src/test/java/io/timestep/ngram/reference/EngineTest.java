package io.timestep.ngram.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.ngram.Discounts;
import io.timestep.ngram.estimate.Log10;
import io.timestep.ngram.estimate.SmoothingMethod;
import io.timestep.ngram.estimate.SmoothingSettings;
import io.timestep.ngram.reference.Fixtures.Entry;
import io.timestep.ngram.reference.InMemoryEngine.Division;
import io.timestep.ngram.reference.InMemoryEngine.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine gives the reference's models, however the work is divided, and lmplz's. */
class EngineTest {
  private static final double TOLERANCE = 1e-6;
  private static final double LMPLZ_TOLERANCE = 1e-5;

  private static void assertEqual(Model model, ReferenceModel expected) {
    assertThat(model.order()).isEqualTo(expected.order());
    for (int k = 1; k <= expected.order(); k++) {
      Map<List<String>, Double> probs = expected.probs().get(k - 1);
      Map<List<String>, List<Float>> entries = model.entries(k);
      assertThat(entries.keySet()).isEqualTo(probs.keySet());
      for (Map.Entry<List<String>, Double> entry : probs.entrySet()) {
        List<String> ngram = entry.getKey();
        double backoff = k < expected.order() ? expected.backoffs().get(k - 1).get(ngram) : 1;
        assertThat((double) entries.get(ngram).get(0))
            .as("log10 p of %s", ngram)
            .isCloseTo(Log10.ofProbability(entry.getValue()), within(TOLERANCE));
        assertThat((double) entries.get(ngram).get(1))
            .as("log10 backoff of %s", ngram)
            .isCloseTo(Log10.ofWeight(backoff), within(TOLERANCE));
      }
    }
  }

  private static Division division(Random random) {
    return new Division(
        1 + random.nextInt(5),
        1 + random.nextInt(5),
        random.nextInt(32),
        random.nextBoolean() ? 0 : random.nextInt(101),
        random.nextLong());
  }

  @Property(tries = 1500)
  void models_are_the_references(
      @ForAll @IntRange(min = 1, max = 8) int order,
      @ForAll SmoothingMethod method,
      @ForAll boolean asKenlm,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<List<String>> text = ReferenceEstimatorPropertyTest.text(random);
    ReferenceSettings settings = ReferenceEstimatorPropertyTest.settings(order, method, random);
    ReferenceSettings chosen = asKenlm ? settings.asKenlm() : settings;

    assertEqual(
        InMemoryEngine.estimate(text, chosen, division(random)),
        ReferenceEstimator.estimate(text, chosen));
  }

  /** Enough words for discounts by their formula, which the smallest texts have none of. */
  @Property(tries = 60)
  void models_of_longer_texts_are_the_references(
      @ForAll @IntRange(min = 1, max = 5) int order, @ForAll boolean asKenlm, @ForAll long seed) {
    Random random = new Random(seed);
    List<List<String>> text = longerText(random);
    ReferenceSettings settings =
        ReferenceSettings.of(order, SmoothingMethod.MODIFIED_KNESER_NEY)
            .with(
                SmoothingSettings.of(SmoothingMethod.MODIFIED_KNESER_NEY)
                    .withFallback(Discounts.FALLBACK));
    if (random.nextBoolean()) {
      settings = settings.pruned(0L, 0L, 1L, 2L);
    }
    ReferenceSettings chosen = asKenlm ? settings.asKenlm() : settings;

    assertEqual(
        InMemoryEngine.estimate(text, chosen, division(random)),
        ReferenceEstimator.estimate(text, chosen));
  }

  private static List<List<String>> longerText(Random random) {
    List<List<String>> sentences = new ArrayList<>();
    for (int s = 0; s < 60; s++) {
      List<String> sentence = new ArrayList<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        sentence.add("w" + (int) Math.exp(random.nextDouble() * 4.5));
      }
      sentences.add(sentence);
    }
    return sentences;
  }

  @Property(tries = 40)
  void the_arpa_file_does_not_depend_on_how_the_work_is_divided(
      @ForAll @IntRange(min = 1, max = 6) int order,
      @ForAll SmoothingMethod method,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<List<String>> text = longerText(random);
    ReferenceSettings settings =
        ReferenceSettings.of(order, method)
            .with(SmoothingSettings.of(method).withFallback(Discounts.FALLBACK));
    if (random.nextBoolean()) {
      settings = settings.pruned(0L, 1L).limitedTo(Set.of("w1", "w2", "w3", "w17", "w40"));
    }
    String undivided = InMemoryEngine.estimate(text, settings, Division.NONE).arpa();

    for (int i = 0; i < 4; i++) {
      Division division = division(random);
      assertThat(InMemoryEngine.estimate(text, settings, division).arpa())
          .as("by %s", division)
          .isEqualTo(undivided);
    }
  }

  @Test
  void the_end_of_a_sentence_is_in_every_model() {
    List<List<String>> text = List.of(List.of("a", "b"), List.of("a"));
    ReferenceSettings settings =
        ReferenceSettings.of(2, SmoothingMethod.WITTEN_BELL)
            .pruned(5L)
            .limitedTo(Set.of("elsewhere"));

    Model model = InMemoryEngine.estimate(text, settings, Division.NONE);

    assertThat(model.entries(1))
        .containsOnlyKeys(List.of("<unk>"), List.of("<s>"), List.of("</s>"));
    assertThat(model.entries(2)).isEmpty();
    assertEqual(model, ReferenceEstimator.estimate(text, settings));
  }

  @ParameterizedTest
  @MethodSource("io.timestep.ngram.reference.LmplzComparisonTest#models")
  void every_entry_is_lmplzs(String text, String arpa, ReferenceSettings settings) {
    Model model =
        InMemoryEngine.estimate(
            Fixtures.sentences(text), settings, new Division(3, 4, 12, 30, arpa.length()));
    List<Map<List<String>, Entry>> expected = Fixtures.arpa(arpa);

    assertThat(model.order()).isEqualTo(expected.size());
    for (int k = 1; k <= model.order(); k++) {
      Map<List<String>, List<Float>> entries = model.entries(k);
      assertThat(new HashSet<>(entries.keySet())).isEqualTo(expected.get(k - 1).keySet());
      expected
          .get(k - 1)
          .forEach(
              (ngram, entry) -> {
                assertThat((double) entries.get(ngram).get(0))
                    .as("log10 p of %s", ngram)
                    .isCloseTo(entry.log10Prob(), within(LMPLZ_TOLERANCE));
                assertThat((double) entries.get(ngram).get(1))
                    .as("log10 backoff of %s", ngram)
                    .isCloseTo(entry.log10Backoff(), within(LMPLZ_TOLERANCE));
              });
    }
  }
}

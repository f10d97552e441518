package io.timestep.ngram.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.ngram.Discounts;
import io.timestep.ngram.estimate.Log10;
import io.timestep.ngram.estimate.SmoothingMethod;
import io.timestep.ngram.estimate.SmoothingSettings;
import io.timestep.ngram.model.NgramTrie;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Two sentences, "a b" and "a", by hand. Bigrams: {@code <s>} a twice, a b, b {@code </s>} and a
 * {@code </s>} once. V is 4: a, b, {@code </s>} and {@code <unk>}.
 */
class ReferenceEstimatorTest {
  private static final Offset<Double> EXACTLY = within(1e-12);
  private static final List<List<String>> TEXT = List.of(List.of("a", "b"), List.of("a"));
  private static final List<String> NONE = List.of();
  private static final List<String> AFTER_A = List.of("a");

  private static ReferenceSettings settings(SmoothingMethod method) {
    return ReferenceSettings.of(2, method)
        .with(SmoothingSettings.of(method).withFallback(Discounts.FALLBACK));
  }

  private static ReferenceModel bigrams(SmoothingMethod method) {
    return ReferenceEstimator.estimate(TEXT, settings(method));
  }

  @Test
  void modified_kneser_ney() {
    ReferenceModel model = bigrams(SmoothingMethod.MODIFIED_KNESER_NEY);

    // Distinct words before: a 1, b 1, </s> 2. Discounts 0.5, 1, 1.5 as n3 is 0 at both orders:
    // gamma = (0.5 + 0.5 + 1) / 4, p(a) = 0.5 / 4 + 0.5 / 4
    assertThat(model.probability(NONE, "a")).isCloseTo(0.25, EXACTLY);
    assertThat(model.probability(NONE, "b")).isCloseTo(0.25, EXACTLY);
    assertThat(model.probability(NONE, "</s>")).isCloseTo(0.375, EXACTLY);
    assertThat(model.probability(NONE, "<unk>")).isCloseTo(0.125, EXACTLY);
    // (2 - 1) / 2 + 1/2 p(a)
    assertThat(model.probability(List.of("<s>"), "a")).isCloseTo(0.625, EXACTLY);
    // (1 - 0.5) / 2 + (0.5 + 0.5) / 2 p(b)
    assertThat(model.probability(AFTER_A, "b")).isCloseTo(0.375, EXACTLY);
    assertThat(model.probability(AFTER_A, "a")).isCloseTo(0.5 * 0.25, EXACTLY);
  }

  @Test
  void order_1_of_kneser_ney_counts_occurrences() {
    ReferenceSettings settings =
        ReferenceSettings.of(1, SmoothingMethod.MODIFIED_KNESER_NEY)
            .with(settings(SmoothingMethod.MODIFIED_KNESER_NEY).smoothing());
    ReferenceModel model = ReferenceEstimator.estimate(TEXT, settings);

    // a 2, b 1, </s> 2: gamma = (1 + 0.5 + 1) / 5
    assertThat(model.probability(NONE, "a")).isCloseTo(1.0 / 5 + 0.5 / 4, EXACTLY);
    assertThat(model.probability(NONE, "<unk>")).isCloseTo(0.5 / 4, EXACTLY);
  }

  @Test
  void witten_bell() {
    ReferenceModel model = bigrams(SmoothingMethod.WITTEN_BELL);

    // a 2, b 1, </s> 2; 3 types
    assertThat(model.probability(NONE, "b")).isCloseTo((1 + 3.0 / 4) / 8, EXACTLY);
    assertThat(model.probability(AFTER_A, "b")).isCloseTo((1 + 2 * 1.75 / 8) / 4, EXACTLY);
    assertThat(model.probability(AFTER_A, "<unk>")).isCloseTo(2 * (0.75 / 8) / 4, EXACTLY);
  }

  @Test
  void absolute_discounting() {
    ReferenceModel model = bigrams(SmoothingMethod.ABSOLUTE_DISCOUNTING);

    // Unigrams: n1 = 1, n2 = 2, D = 1/5; bigrams: n1 = 3, n2 = 1, D = 3/5
    assertThat(model.probability(NONE, "b")).isCloseTo(0.8 / 5 + 0.12 / 4, EXACTLY);
    assertThat(model.probability(AFTER_A, "b")).isCloseTo(0.4 / 2 + 0.6 * 0.19, EXACTLY);
    assertThat(model.probability(AFTER_A, "<unk>")).isCloseTo(0.6 * 0.03, EXACTLY);
  }

  @Test
  void add_k_with_k_1() {
    ReferenceModel model = bigrams(SmoothingMethod.ADD_K);

    assertThat(model.probability(AFTER_A, "b")).isCloseTo(2.0 / 6, EXACTLY);
    assertThat(model.probability(AFTER_A, "a")).isCloseTo(1.0 / 6, EXACTLY);
    assertThat(model.probability(List.of("never"), "b")).isCloseTo(0.25, EXACTLY);
  }

  @Test
  void maximum_likelihood() {
    ReferenceModel model = bigrams(SmoothingMethod.MAXIMUM_LIKELIHOOD);

    assertThat(model.probability(NONE, "a")).isCloseTo(0.4, EXACTLY);
    assertThat(model.probability(AFTER_A, "b")).isCloseTo(0.5, EXACTLY);
    assertThat(model.probability(AFTER_A, "a")).isZero();
    assertThat(model.probability(NONE, "<unk>")).isZero();
    assertThat(model.probability(List.of("never"), "a")).isCloseTo(0.4, EXACTLY);
  }

  @Test
  void stupid_backoff() {
    ReferenceModel model = bigrams(SmoothingMethod.STUPID_BACKOFF);

    assertThat(model.probability(AFTER_A, "b")).isCloseTo(0.5, EXACTLY);
    assertThat(model.probability(AFTER_A, "a")).isCloseTo(0.4 * 0.4, EXACTLY);
    assertThat(model.probability(AFTER_A, "<unk>")).isZero();
  }

  @Test
  void pruned_counts_go_to_the_shorter_context() {
    ReferenceModel model =
        ReferenceEstimator.estimate(
            TEXT, settings(SmoothingMethod.MODIFIED_KNESER_NEY).pruned(0L, 1L));

    assertThat(model.probs().get(1)).containsOnlyKeys(List.of("<s>", "a"));
    assertThat(model.probability(List.of("<s>"), "a")).isCloseTo(0.625, EXACTLY);
    assertThat(model.probability(AFTER_A, "b")).isCloseTo(0.25, EXACTLY);
  }

  @Test
  void a_vocabulary_limit_shrinks_v_and_gives_the_counts_of_excluded_words_to_the_weight() {
    ReferenceModel model =
        ReferenceEstimator.estimate(
            TEXT, settings(SmoothingMethod.MODIFIED_KNESER_NEY).limitedTo(Set.of("a")));

    // a 1, b 1 excluded, </s> 2: gamma = (0.5 + 1 + 1) / 4 over a, </s> and <unk>
    assertThat(model.vocabulary()).containsExactlyInAnyOrder("<unk>", "</s>", "a");
    assertThat(model.probability(NONE, "a")).isCloseTo(0.5 / 4 + 0.625 / 3, EXACTLY);
    assertThat(model.probability(NONE, "<unk>")).isCloseTo(0.625 / 3, EXACTLY);
  }

  @Test
  void the_end_of_a_sentence_is_never_pruned() {
    ReferenceModel model =
        ReferenceEstimator.estimate(TEXT, settings(SmoothingMethod.WITTEN_BELL).pruned(5L));

    assertThat(model.vocabulary()).containsExactlyInAnyOrder("<unk>", "</s>");
  }

  @Test
  void an_empty_sentence_is_a_start_and_an_end() {
    ReferenceModel model =
        ReferenceEstimator.estimate(
            List.of(List.of(), List.of("a")), settings(SmoothingMethod.MAXIMUM_LIKELIHOOD));

    assertThat(model.probability(List.of("<s>"), "</s>")).isCloseTo(0.5, EXACTLY);
  }

  @Test
  void a_trie_has_words_by_falling_count_and_children_by_rising_id() {
    ReferenceTrie stored = ReferenceTrie.of(bigrams(SmoothingMethod.MAXIMUM_LIKELIHOOD), TEXT);
    NgramTrie trie = stored.trie();

    assertThat(stored.lexicon().size()).isEqualTo(5);
    assertThat(stored.lexicon().word(3)).isEqualTo("a");
    assertThat(trie.level(1).words()).containsExactly(0, 1, 2, 3, 4);
    assertThat(trie.level(1).children()).containsExactly(0, 0, 1, 1, 3, 4);
    assertThat(trie.level(2).words()).containsExactly(3, 2, 4, 2);
    assertThat(trie.level(2).log10Probs()[1]).isCloseTo((float) Math.log10(0.5), within(1e-6f));
    assertThat(trie.level(1).log10Probs()[0]).isEqualTo(Log10.OF_ZERO);
    assertThat(trie.level(1).log10Probs()[1]).isZero();
    assertThat(trie.level(1).log10Backoffs()[3]).isEqualTo(Log10.OF_ZERO);
    assertThat(trie.level(1).log10Backoffs()[2]).isZero();
  }
}

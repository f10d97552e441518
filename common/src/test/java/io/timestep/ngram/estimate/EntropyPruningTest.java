package io.timestep.ngram.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import io.timestep.ngram.reference.ReferenceModel;
import io.timestep.ngram.reference.ReferenceTrie;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Unigrams {@code <unk>} 0.1, {@code </s>} 0.2, a 0.3, b 0.4. After a: b 0.6, {@code </s>} 0.2, all
 * others with backoff 0.2 / 0.4. After b: {@code </s>} 0.4, others 0.6 / 0.8.
 */
class EntropyPruningTest {
  private static final Lexicon LEXICON = Lexicon.of(List.of("a", "b"));

  private static NgramTrie bigrams() {
    return new NgramTrie(
        List.of(
            new TrieLevel(
                new int[] {0, 1, 2, 3, 4},
                log10(0.1, 1, 0.2, 0.3, 0.4),
                log10(1, 1, 1, 0.5, 0.75),
                new int[] {0, 0, 0, 0, 2, 3}),
            new TrieLevel(new int[] {2, 4, 2}, log10(0.2, 0.6, 0.4), null, null)));
  }

  private static float[] log10(double... values) {
    float[] logs = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      logs[i] = (float) Math.log10(values[i]);
    }
    return logs;
  }

  private static ReferenceModel prune(double threshold) {
    return ReferenceTrie.model(EntropyPruning.prune(bigrams(), threshold), LEXICON);
  }

  /*
   * By hand, p(h) in front:
   * a </s>: alpha' = (0.2 + 0.2) / (0.4 + 0.2) = 2/3, p' = 2/3 0.2 = 0.133333
   *         0.3 (0.2 ln(0.2 / 0.133333) + 0.2 ln(0.5 / 0.666667)) = 0.007067, exp - 1 = 0.007092
   * a b:    alpha' = (0.2 + 0.6) / (0.4 + 0.4) = 1, p' = 0.4
   *         0.3 (0.6 ln(0.6 / 0.4) + 0.2 ln(0.5)) = 0.031395, exp - 1 = 0.031893
   * b </s>: alpha' = 1, p' = 0.2
   *         0.4 (0.4 ln(0.4 / 0.2) + 0.6 ln(0.75)) = 0.041860, exp - 1 = 0.042748
   */
  @Test
  void an_ngram_goes_where_the_threshold_passes_its_rise_of_perplexity() {
    List<String> aEnd = List.of("a", "</s>");
    List<String> aB = List.of("a", "b");
    List<String> bEnd = List.of("b", "</s>");

    assertThat(prune(0.00709).probs().get(1)).containsOnlyKeys(aEnd, aB, bEnd);
    assertThat(prune(0.00710).probs().get(1)).containsOnlyKeys(aB, bEnd);
    assertThat(prune(0.03189).probs().get(1)).containsOnlyKeys(aB, bEnd);
    assertThat(prune(0.03190).probs().get(1)).containsOnlyKeys(bEnd);
    assertThat(prune(0.04274).probs().get(1)).containsOnlyKeys(bEnd);
    assertThat(prune(0.04276).probs().get(1)).isEmpty();
  }

  @Test
  void what_is_removed_is_given_to_the_backoff() {
    ReferenceModel pruned = prune(0.02);

    // 1 - 0.6 for what the unigrams give 1 - 0.4
    assertThat(pruned.backoffs().get(0).get(List.of("a"))).isCloseTo(2.0 / 3, within(1e-6));
    assertThat(pruned.backoffs().get(0).get(List.of("b"))).isCloseTo(0.75, within(1e-6));
  }

  @Test
  void a_context_without_words_backs_off_with_1() {
    assertThat(prune(1).backoffs().get(0).values()).containsOnly(1.0);
  }

  @Test
  void the_threshold_0_leaves_the_model_bit_for_bit() {
    NgramTrie model = bigrams();
    NgramTrie pruned = EntropyPruning.prune(model, 0);

    for (int k = 1; k <= 2; k++) {
      assertThat(pruned.level(k).words()).isEqualTo(model.level(k).words());
      assertThat(pruned.level(k).log10Probs()).isEqualTo(model.level(k).log10Probs());
      assertThat(pruned.level(k).log10Backoffs()).isEqualTo(model.level(k).log10Backoffs());
      assertThat(pruned.level(k).children()).isEqualTo(model.level(k).children());
    }
  }

  @Test
  void histories_may_be_weighed_by_another_model() {
    // a is much rarer there than b: its bigrams cost little
    NgramTrie histories =
        new NgramTrie(
            List.of(
                new TrieLevel(
                    new int[] {0, 1, 2, 3, 4}, log10(0.1, 1, 0.2, 0.003, 0.697), null, null)));

    ReferenceModel pruned =
        ReferenceTrie.model(EntropyPruning.prune(bigrams(), 0.001, histories), LEXICON);

    assertThat(pruned.probs().get(1)).containsOnlyKeys(List.of("b", "</s>"));
  }

  @Test
  void a_negative_threshold_is_refused() {
    assertThatThrownBy(() -> EntropyPruning.prune(bigrams(), -1e-9))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package io.timestep.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.vocab.Vocabulary;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BaselinesTest {
  private static final int VOCABULARY = 12;

  private static BigramBaseline bigrams(int size, Map<Long, Long> counts) {
    TreeMap<Long, Long> sorted = new TreeMap<>(counts);
    return BigramBaseline.of(
        size,
        sorted.keySet().stream().mapToLong(Long::longValue).toArray(),
        sorted.values().stream().mapToLong(Long::longValue).toArray());
  }

  private static Map<Long, Long> count(int[]... sentences) {
    Map<Long, Long> counts = new TreeMap<>();
    for (int[] sentence : sentences) {
      int previous = Vocabulary.START;
      for (int word : sentence) {
        counts.merge(BigramBaseline.key(previous, word), 1L, Long::sum);
        previous = word;
      }
    }
    return counts;
  }

  @Property
  void bigramProbabilitiesAddUpToOneAfterAnyWord(
      @ForAll @Size(max = 200) int[] draws, @ForAll @IntRange(max = VOCABULARY - 1) int previous) {
    int[] sentence = new int[draws.length];
    for (int i = 0; i < draws.length; i++) { // squared, so that counts differ
      int id = (int) Math.floor(Math.pow(Math.floorMod(draws[i], 100) / 100.0, 2) * VOCABULARY);
      sentence[i] = id == Vocabulary.START ? Vocabulary.END : id;
    }
    BigramBaseline model = bigrams(VOCABULARY, count(sentence));
    double sum = 0;
    for (int word = 0; word < VOCABULARY; word++) {
      double p = Math.pow(10, model.log10Prob(previous, word));
      assertThat(p > 0).isEqualTo(word != Vocabulary.START);
      sum += p;
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  @Property
  void unigramProbabilitiesAddUpToOne(@ForAll @Size(VOCABULARY) long[] draws) {
    long[] counts = new long[VOCABULARY];
    for (int i = 0; i < VOCABULARY; i++) {
      counts[i] = Math.floorMod(draws[i], 1000L);
    }
    UnigramBaseline model = UnigramBaseline.of(counts);
    double sum = 0;
    for (int word = 0; word < VOCABULARY; word++) {
      sum += Math.pow(10, model.log10Prob(word));
      assertThat(Double.isFinite(model.log10Prob(word))).isEqualTo(word != Vocabulary.START);
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  @Example
  void unigramIsWittenBell() {
    UnigramBaseline model = UnigramBaseline.of(new long[] {0, 5, 2, 6}); // <s> does not count
    assertThat(model.log10Prob(3)).isCloseTo(Math.log10((6 + 2 / 3.0) / 10), within(1e-12));
    assertThat(model.log10Prob(0)).isCloseTo(Math.log10(2 / 3.0 / 10), within(1e-12));
    assertThat(model.log10Prob(new int[] {3, 2}))
        .isCloseTo(model.log10Prob(3) + model.log10Prob(2), within(1e-12));
  }

  @Example
  void discountsFollowChenAndGoodmanOrFallBack() {
    Discounts discounts = Discounts.of(new long[] {100, 40, 20, 12});
    double y = 100 / 180.0;
    assertThat(discounts.one()).isCloseTo(1 - 2 * y * 0.4, within(1e-12));
    assertThat(discounts.two()).isCloseTo(2 - 3 * y * 0.5, within(1e-12));
    assertThat(discounts.threeOrMore()).isCloseTo(3 - 4 * y * 0.6, within(1e-12));
    assertThat(discounts.of(7)).isEqualTo(discounts.threeOrMore());
    assertThat(discounts.of(0)).isZero();
    assertThat(Discounts.of(new long[] {0, 40, 20, 12})).isEqualTo(Discounts.FALLBACK);
    assertThat(Discounts.of(new long[] {1, 1, 100, 1})).isEqualTo(Discounts.FALLBACK);
  }

  /**
   * By hand, with the fallback discounts: sentences "3 4" and "3"; words 3, 4 and {@code </s>} have
   * 1, 1 and 2 distinct words before them, of 4 in all.
   */
  @Example
  void bigramsAreInterpolatedKneserNey() {
    BigramBaseline model = bigrams(5, count(new int[] {3, 4, 2}, new int[] {3, 2}));
    double backoff = (0.5 + 0.5 + 1) / 4;
    double p4 = 0.5 / 4 + backoff / 4;
    double end = 1.0 / 4 + backoff / 4;
    double unseen = backoff / 4;
    assertThat(model.log10Prob(3, 4)).isCloseTo(Math.log10(0.5 / 2 + 0.5 * p4), within(1e-12));
    assertThat(model.log10Prob(3, 0)).isCloseTo(Math.log10(0.5 * unseen), within(1e-12));
    assertThat(model.log10Prob(0, 2)).isCloseTo(Math.log10(end), within(1e-12));
    assertThat(model.log10Prob(new int[] {3, 2}))
        .isCloseTo(
            model.log10Prob(Vocabulary.START, 3) + model.log10Prob(3, Vocabulary.END),
            within(1e-12));
  }

  @Example
  void unsortedBigramsAreRefused() {
    assertThatThrownBy(() -> BigramBaseline.of(5, new long[] {2, 1}, new long[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

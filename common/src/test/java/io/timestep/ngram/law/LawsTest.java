package io.timestep.ngram.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.ngram.law.VocabularyGrowth.HeapsLaw;
import io.timestep.ngram.law.VocabularyGrowth.Point;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LawsTest {
  private static final double[] RANKS = {1, 2, 5, 10, 30, 100, 500, 2000, 9000};

  private static double[] counts(DoubleUnaryOperator law) {
    return Arrays.stream(RANKS).map(law).toArray();
  }

  @Test
  void theFitOfAnExactPowerLawIsThatLaw() {
    PowerLaw fit = PowerLaw.fit(RANKS, counts(x -> 300 / (x * x)));

    assertThat(fit.slope()).isCloseTo(-2, within(1e-12));
    assertThat(Math.pow(10, fit.intercept())).isCloseTo(300, within(1e-9));
    assertThat(fit.r2()).isCloseTo(1, within(1e-12));
    assertThat(fit.at(10)).isCloseTo(3, within(1e-12));
  }

  @Test
  void theShiftOfMandelbrotsLawIsFound() {
    ZipfMandelbrot fit = ZipfMandelbrot.fit(RANKS, counts(rank -> 1e6 / Math.pow(rank + 2.7, 1.1)));
    assertThat(fit.exponent()).isCloseTo(1.1, within(1e-3));
    assertThat(fit.shift()).isCloseTo(2.7, within(1e-2));
    assertThat(fit.r2()).isCloseTo(1, within(1e-6));
  }

  @Test
  void zipfsLawHasNoShift() {
    ZipfMandelbrot fit = ZipfMandelbrot.fit(RANKS, counts(rank -> 1e6 / rank));
    assertThat(fit.shift()).isZero();
    assertThat(fit.exponent()).isCloseTo(1, within(1e-9));
  }

  @Test
  void growthCountsTheWordsSeenUpToEachPlace() {
    // a b a c a a a d
    VocabularyGrowth growth = VocabularyGrowth.of(new long[] {7, 0, 3, 1}, 8);
    assertThat(growth.points())
        .containsExactly(
            new Point(1, 1),
            new Point(2, 2),
            new Point(3, 2),
            new Point(4, 3),
            new Point(5, 3),
            new Point(6, 3),
            new Point(7, 3),
            new Point(8, 4));
  }

  @Test
  void theExponentOfHeapsLawIsFound() {
    // The v-th word is new at (v / 5)^2: V(n) = 5 √n
    long[] firsts =
        LongStream.rangeClosed(1, 50_000).map(v -> v * v / 25 - (v < 5 ? 0 : 1)).toArray();
    VocabularyGrowth growth = VocabularyGrowth.of(firsts, 100_000_000);
    assertThat(growth.points()).hasSizeBetween(40, 51);
    HeapsLaw law = growth.heapsLaw();
    assertThat(law.beta()).isCloseTo(0.5, within(0.01));
    assertThat(law.k()).isCloseTo(5, within(0.3));
    assertThat(law.r2()).isGreaterThan(0.999);
  }

  @Test
  void theBeginningOfATextWhereEveryWordIsNewIsNoPartOfTheFit() {
    // Ten new words, then V(n) = 10 (n / 10)^0.5
    long[] firsts =
        LongStream.range(0, 100_000)
            .map(v -> v < 10 ? v : (long) Math.ceil(v * (double) v / 10))
            .toArray();
    VocabularyGrowth growth = VocabularyGrowth.of(firsts, 1_000_000_000);
    assertThat(growth.fitted()).allMatch(p -> p.tokens() > 31_622).hasSizeBetween(20, 30);
    assertThat(growth.heapsLaw().beta()).isCloseTo(0.5, within(1e-3));
  }

  @Test
  void aTextOfOneWordFollowsNoLaw() {
    assertThat(VocabularyGrowth.of(new long[] {0}, 1).heapsLaw().beta()).isNaN();
  }
}

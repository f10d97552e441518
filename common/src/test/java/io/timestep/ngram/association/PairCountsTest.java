package io.timestep.ngram.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairCountsTest {
  /** "new companies" in 14 million words of news (Manning and Schütze 1999, section 5.3). */
  private static final PairCounts NEW_COMPANIES = new PairCounts(8, 15_828, 4_675, 14_307_668);

  /** The four cells of a table. */
  private static PairCounts cells(long o11, long o12, long o21, long o22) {
    return new PairCounts(o11, o11 + o12, o11 + o21, o11 + o12 + o21 + o22);
  }

  @Test
  void newCompaniesAreNoCollocation() {
    assertThat(NEW_COMPANIES.tScore()).isCloseTo(0.999932, within(5e-7));
    assertThat(NEW_COMPANIES.chiSquared()).isCloseTo(1.55, within(0.005));
    assertThat(NEW_COMPANIES.isAttracted()).isTrue();
  }

  @ParameterizedTest(name = "{4} has G² {5}")
  @CsvSource({
    "110, 2442, 111, 29114, the swiss, 270.72",
    "29, 13, 123, 31612, can be, 263.90",
    "31, 23, 139, 31584, previous year, 256.84",
    "10, 0, 3, 31764, mineral water, 167.23"
  })
  void dunningsTableIsReproduced(
      long o11, long o12, long o21, long o22, String ngram, double expected) {
    assertThat(cells(o11, o12, o21, o22).logLikelihoodRatio())
        .as(ngram)
        .isCloseTo(expected, within(0.005));
  }

  @Test
  void pmiIsInBits() {
    // "Ayatollah Ruhollah", 20 times together (Manning and Schütze 1999, table 5.14)
    PairCounts counts = new PairCounts(20, 42, 20, 14_307_668);
    assertThat(counts.pmi()).isCloseTo(18.38, within(0.005));
    assertThat(new PairCounts(4, 8, 8, 32).pmi()).isCloseTo(1, within(1e-12));
    assertThat(new PairCounts(4, 8, 8, 32).normalizedPmi()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void wordsThatOnlyOccurTogetherHaveANormalizedPmiOfOne() {
    assertThat(new PairCounts(7, 7, 7, 1000).normalizedPmi()).isCloseTo(1, within(1e-12));
    assertThat(new PairCounts(7, 7, 7, 7).normalizedPmi()).isEqualTo(1);
  }

  @Test
  void independentWordsScoreNothing() {
    PairCounts counts = new PairCounts(6, 60, 100, 1000);
    assertThat(counts.pmi()).isZero();
    assertThat(counts.normalizedPmi()).isZero();
    assertThat(counts.logLikelihoodRatio()).isZero();
    assertThat(counts.chiSquared()).isZero();
    assertThat(counts.tScore()).isZero();
    assertThat(counts.isAttracted()).isFalse();
  }

  @Test
  void aMarginThatIsTheWholeTextTellsNothing() {
    PairCounts counts = new PairCounts(5, 10, 5, 10);
    assertThat(counts.chiSquared()).isZero();
    assertThat(counts.logLikelihoodRatio()).isZero();
  }

  @Test
  void wordsThatAvoidEachOtherAreNotAttracted() {
    PairCounts counts = new PairCounts(1, 500, 500, 1000);
    assertThat(counts.pmi()).isNegative();
    assertThat(counts.tScore()).isNegative();
    assertThat(counts.logLikelihoodRatio()).isPositive();
    assertThat(counts.isAttracted()).isFalse();
  }

  @Property(tries = 300)
  void theMeasuresAgreeWithTheirDefinitions(
      @ForAll @LongRange(min = 1, max = 1000) long o11,
      @ForAll @LongRange(max = 1000) long o12,
      @ForAll @LongRange(max = 1000) long o21,
      @ForAll @LongRange(min = 1, max = 100_000) long o22) {
    double n = o11 + o12 + o21 + o22;
    double[] observed = {o11, o12, o21, o22};
    double[] rows = {o11 + o12, o11 + o12, o21 + o22, o21 + o22};
    double[] columns = {o11 + o21, o12 + o22, o11 + o21, o12 + o22};
    double g2 = 0;
    double chi2 = 0;
    for (int i = 0; i < observed.length; i++) {
      double expected = rows[i] * columns[i] / n;
      g2 += observed[i] == 0 ? 0 : 2 * observed[i] * Math.log(observed[i] / expected);
      chi2 += Math.pow(observed[i] - expected, 2) / expected;
    }
    PairCounts counts = cells(o11, o12, o21, o22);
    assertThat(counts.logLikelihoodRatio()).isCloseTo(g2, within(1e-7 * (1 + g2)));
    assertThat(counts.chiSquared()).isCloseTo(chi2, within(1e-7 * (1 + chi2)));
    assertThat(counts.normalizedPmi()).isBetween(-1.0, 1 + 1e-12);
  }

  @Test
  void countsThatNoTextCanHaveAreRefused() {
    assertThatThrownBy(() -> new PairCounts(3, 2, 5, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 together, 2 and 5 apart, 100 in all");
    assertThatThrownBy(() -> new PairCounts(3, 60, 60, 100))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package io.timestep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final Axis LINEAR = new Axis("x", Axis.Scale.LINEAR);
  private static final Axis LOG = new Axis("y", Axis.Scale.LOG);

  @Test
  void linearTicksAreOneTwoOrFiveTimesAPowerOfTen() {
    assertThat(Ticks.linear(0, 10, 5)).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0);
    assertThat(Ticks.linear(0, 1800, 4)).containsExactly(0.0, 500.0, 1000.0, 1500.0);
    assertThat(Ticks.linear(-3, 4, 7)).containsExactly(-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0);
  }

  @Test
  void logTicksAreDecadesOrFinerInANarrowRangeOrSparserInAWideOne() {
    assertThat(Ticks.log(1, 1000, 6)).containsExactly(1.0, 10.0, 100.0, 1000.0);
    assertThat(Ticks.log(90, 1100, 6)).containsExactly(100.0, 300.0, 1000.0);
    assertThat(Ticks.log(1, 1e9, 5)).containsExactly(1.0, 1e2, 1e4, 1e6, 1e8);
    assertThat(Ticks.log(101, 104, 4)).hasSizeBetween(3, 8).allMatch(t -> t >= 101 && t <= 104);
  }

  @Property
  void everyAxisHasAFewTicksWithinItsBoundsAndShowsAllValues(
      @ForAll @DoubleRange(min = 1e-6, max = 1e9) @Scale(6) double a,
      @ForAll @DoubleRange(min = 1e-6, max = 1e9) @Scale(6) double b) {
    for (Axis axis : List.of(LINEAR, LOG)) {
      Axis.Range range = axis.range(DoubleStream.of(a, b, Double.NaN), 5);

      assertThat(range.ticks()).hasSizeBetween(1, 12).isSorted().doesNotHaveDuplicates();
      assertThat(range.ticks()).allMatch(t -> range.fraction(t) >= 0 && range.fraction(t) <= 1);
      assertThat(range.fraction(a)).isBetween(0.0, 1.0);
      assertThat(range.fraction(b)).isBetween(0.0, 1.0);
      assertThat(range.ticks().stream().map(range::text)).doesNotHaveDuplicates();
    }
  }

  @Test
  void oneValueAndZeroesStillHaveAnAxis() {
    assertThat(LINEAR.range(DoubleStream.of(0, 0), 5).fraction(0)).isZero();
    assertThat(LOG.range(DoubleStream.of(7, 0, -1), 5).fraction(7)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void aLogAxisPassesOverWhatItCannotShow() {
    XyChart chart = chart(List.of(new Point(1, 0), new Point(2, -1), new Point(3, Double.NaN)));

    assertThat(chart.isEmpty()).isTrue();
  }

  @Test
  void aLongLineIsThinnedButKeepsItsPeak() {
    List<Point> points =
        IntStream.range(0, 100_000).mapToObj(i -> new Point(i, i == 41_003 ? 900 : 1)).toList();

    Series thinned = chart(points).series().get(0);

    assertThat(thinned.points()).hasSizeLessThan(600).contains(new Point(41_003, 900));
    assertThat(thinned.points().stream().map(Point::x)).isSorted();
  }

  private static XyChart chart(List<Point> points) {
    return new XyChart(
        "id", "t", "d", LINEAR, LOG, List.of(new Series("s", Series.Mark.LINE, 0, points)));
  }
}

package io.timestep.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final ModelShape SHAPE = new ModelShape(2, 5, 1, 1); // 444 operations, an LSTM
  private static final Offset<Double> EXACT = Offset.offset(1e-12);

  private static Trial trial(String peer, double tokensPerSecond, double sgemmGflops) {
    return new Trial(Section.ONE_CORE, peer, Cell.LSTM, SHAPE, tokensPerSecond, sgemmGflops);
  }

  @Test
  void a_ratio_is_of_medians_and_not_a_median_of_ratios() {
    Comparison comparison =
        Comparison.of(
                List.of(
                    trial("timestep", 30, 0),
                    trial("libtorch", 10, 0),
                    trial("timestep", 90, 0),
                    trial("libtorch", 40, 0),
                    trial("timestep", 60, 0),
                    trial("libtorch", 20, 0)))
            .get(0);

    assertThat(comparison.tokensPerSecond()).containsEntry("timestep", 60.0);
    assertThat(comparison.ratio("libtorch")).isEqualTo(3, EXACT);
    assertThat(comparison.ratio("timestep")).isEqualTo(1, EXACT);
  }

  @Test
  void the_share_is_of_the_median_peak_of_those_runs_that_looked_for_it() {
    Comparison comparison =
        Comparison.of(
                List.of(
                    trial("timestep", 1e9, 1008),
                    trial("libtorch", 5e8, 0),
                    trial("timestep", 1e9, 504)))
            .get(0);

    assertThat(comparison.gflops("timestep")).isEqualTo(444, EXACT);
    assertThat(comparison.peakShare("timestep")).isEqualTo(444 / 756.0, EXACT);
    assertThat(comparison.peakShare("libtorch")).isEqualTo(222 / 756.0, EXACT);
  }

  @Test
  void models_and_tables_are_kept_apart_in_the_order_of_the_runs() {
    Trial other = new Trial(Section.ONE_CORE, "timestep", Cell.GRU, SHAPE, 1, 0);
    Trial two = new Trial(Section.TWO_CORES, "timestep", Cell.LSTM, SHAPE, 1, 0);

    assertThat(Comparison.of(List.of(trial("timestep", 2, 0), other, two, trial("dl4j", 1, 0))))
        .extracting(Comparison::section, Comparison::cell, c -> c.tokensPerSecond().size())
        .containsExactly(
            tuple(Section.ONE_CORE, Cell.LSTM, 2),
            tuple(Section.ONE_CORE, Cell.GRU, 1),
            tuple(Section.TWO_CORES, Cell.LSTM, 1));
  }

  @Test
  void a_trial_is_read_from_the_line_it_writes_and_from_no_other() {
    Trial trial = trial("timestep", 1234.5, 99.25);

    assertThat(Trial.parse(trial.line())).contains(trial);
    assertThat(Trial.parse("WARNING: An illegal reflective access operation")).isEmpty();
  }

  @Test
  void the_median_of_an_even_number_is_between_the_two_in_the_middle() {
    assertThat(Medians.median(4, 1, 3, 2)).isEqualTo(2.5);
    assertThat(Medians.median(3, 1, 2)).isEqualTo(2);
    assertThat(Medians.median()).isNaN();
  }
}

package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateScheduleTest {
  private static RateSchedule schedule(ScheduleConfig.Type type) {
    return new RateSchedule(new ScheduleConfig(type, 10, 0.1, 2), 0.5, 111);
  }

  @Test
  void warm_up_is_linear_and_reaches_the_peak() {
    RateSchedule schedule = schedule(ScheduleConfig.Type.CONSTANT);
    assertThat(schedule.rate(0, 1)).isCloseTo(0.05, within(1e-12));
    assertThat(schedule.rate(9, 1)).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.rate(100, 3)).isEqualTo(0.5);
  }

  @Test
  void cosine_and_linear_fall_from_the_peak_to_the_final_fraction() {
    for (ScheduleConfig.Type type :
        new ScheduleConfig.Type[] {ScheduleConfig.Type.COSINE, ScheduleConfig.Type.LINEAR}) {
      assertThat(schedule(type).rate(10, 1)).isCloseTo(0.5, within(1e-12));
      assertThat(schedule(type).rate(60, 1)).isCloseTo(0.5 * 0.55, within(1e-12)); // half-way
      assertThat(schedule(type).rate(110, 1)).isCloseTo(0.05, within(1e-12)); // the last step
      assertThat(schedule(type).rate(1000, 1)).isCloseTo(0.05, within(1e-12));
    }
  }

  @Test
  void halving_halves_at_each_epoch_after_the_given_one() {
    RateSchedule schedule = schedule(ScheduleConfig.Type.HALVING);
    assertThat(schedule.rate(50, 2)).isEqualTo(0.5);
    assertThat(schedule.rate(50, 3)).isEqualTo(0.25);
    assertThat(schedule.rate(50, 5)).isEqualTo(0.0625);
  }

  @Test
  void steps_multiply_the_rate_every_so_many_epochs() {
    ScheduleConfig config = new ScheduleConfig(ScheduleConfig.Type.STEP, 10, 0, 0, 0.1, 2, 1);
    RateSchedule schedule = new RateSchedule(config, 0.5, 111);
    assertThat(schedule.rate(9, 1)).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.rate(20, 2)).isEqualTo(0.5);
    assertThat(schedule.rate(30, 3)).isCloseTo(0.05, within(1e-12));
    assertThat(schedule.rate(40, 4)).isCloseTo(0.05, within(1e-12));
    assertThat(schedule.rate(50, 5)).isCloseTo(0.005, within(1e-12));
  }

  @Test
  void a_plateau_is_left_to_the_training() {
    assertThat(schedule(ScheduleConfig.Type.PLATEAU).rate(110, 9)).isEqualTo(0.5);
  }
}

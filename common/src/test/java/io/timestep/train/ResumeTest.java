package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.metric.LanguageScore;
import io.timestep.sequence.StreamPlan;
import io.timestep.train.FakeRounds.End;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
  /** 10 windows of 5 time steps. */
  private static final StreamPlan PLAN = new StreamPlan(100, 2, 2);

  private static final String ALL_AT_ONCE =
      "replicas = 2, batch-size = 1, time-steps = 5, steps-per-round = 4, epochs = 9,"
          + " post-local-steps = 5, outer.rule = bmuf-nesterov, polyak.from-epoch = 4,"
          + " on-divergence = rollback, schedule { type = plateau, patience = 1 },"
          + " early-stopping.patience = 3";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schedule { type = plateau, patience = 1 }",
        "schedule { type = plateau, patience = 1 }, early-stopping.patience = 1"
      })
  void more_epochs_after_the_end_are_those_of_the_longer_training(String settings) {
    Events whole = new Events();
    TrainingLoop.Result expected = moving(3, settings, whole).run(new float[1]);

    Events begun = new Events();
    moving(2, settings, begun).run(new float[1]);
    TrainState end = begun.states.get(begun.states.size() - 1);
    TrainingLoop.Result resumed = moving(3, settings, begun).resume(end);

    assertThat(resumed).usingRecursiveComparison().isEqualTo(expected);
    assertThat(begun.states).usingRecursiveComparison().isEqualTo(whole.states);
    assertThat(begun.rateChanges).isEqualTo(whole.rateChanges);
    assertThat(begun.earlyStops).isEqualTo(whole.earlyStops);
  }

  /** As far as the rate lets the replicas, while validation becomes worse. */
  private static TrainingLoop moving(int epochs, String settings, TrainListener listener) {
    TrainConfig config =
        TrainConfigs.of(
            "replicas = 2, batch-size = 1, time-steps = 5, steps-per-round = 4, epochs = %d, %s"
                .formatted(epochs, settings));
    return new FakeRounds(
            config, PLAN, start -> new End(start.parameters()[0] + start.rateScale(), 1))
        .loop(FakeRounds.validator(theta -> (double) theta), listener);
  }

  private static TrainingLoop loop(TrainListener listener) {
    TrainConfig config = TrainConfigs.of(ALL_AT_ONCE);
    Function<RoundStart, End> towardsTen =
        start -> {
          double theta = start.parameters()[0];
          boolean diverges = start.round() == 8 && start.rateScale() == 1;
          return new End(theta + 0.2 * (10 - theta), diverges ? Double.NaN : 1);
        };
    Optional<Function<float[], LanguageScore>> validator =
        FakeRounds.validator(theta -> Math.abs(theta - 9.0));
    return new FakeRounds(config, PLAN, towardsTen).loop(validator, listener);
  }

  @Test
  void training_goes_on_from_any_round_as_if_it_had_never_stopped() {
    Events whole = new Events();
    TrainingLoop.Result expected = loop(whole).run(new float[1]);
    assertThat(whole.rateChanges)
        .extracting(TrainListener.RateChange::cause)
        .contains(
            TrainListener.RateChange.Cause.DIVERGENCE, TrainListener.RateChange.Cause.PLATEAU);
    assertThat(whole.earlyStops).hasSize(1);
    for (int stopped = 0; stopped < whole.states.size(); stopped++) {
      Events rest = new Events();
      TrainingLoop.Result resumed = loop(rest).resume(whole.states.get(stopped));
      assertThat(resumed).usingRecursiveComparison().isEqualTo(expected);
      assertThat(rest.states)
          .usingRecursiveComparison()
          .isEqualTo(whole.states.subList(stopped + 1, whole.states.size()));
    }
  }
}

package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.sequence.StreamPlan;
import io.timestep.train.TrainListener.EarlyStop;
import io.timestep.train.TrainListener.RateChange;
import io.timestep.util.UserException;
import org.junit.jupiter.api.Test;

class EpochEndTest {
  /** One round an epoch. */
  private static final StreamPlan PLAN = new StreamPlan(20, 2, 2);

  private static final String SMALL =
      "replicas = 1, batch-size = 2, time-steps = 5, steps-per-round = 4, ";

  private final Events events = new Events();

  /** Trains; after epoch e validation has {@code nats[e - 1]} nats a token. */
  private TrainingLoop.Result train(String settings, double... nats) {
    TrainConfig config = TrainConfigs.of(SMALL + "epochs = %d, ".formatted(nats.length) + settings);
    return FakeRounds.climbing(config, PLAN).train(events, theta -> nats[Math.round(theta) - 1]);
  }

  @Test
  void a_plateau_multiplies_the_rate_when_patience_is_over() {
    train(
        "schedule { type = plateau, factor = 0.25, patience = 2 }, optimizer.learning-rate = 1",
        5,
        4,
        4,
        4.5,
        3,
        3,
        3,
        3);
    assertThat(events.rounds)
        .extracting(TrainListener.RoundEnd::learningRate)
        .containsExactly(1.0, 1.0, 1.0, 1.0, 0.25, 0.25, 0.25, 0.0625);
    assertThat(events.rateChanges)
        .containsExactly(
            new RateChange(RateChange.Cause.PLATEAU, 5, 5, 0.25),
            new RateChange(RateChange.Cause.PLATEAU, 8, 8, 0.0625));
  }

  @Test
  void each_lowering_of_a_plateau_waits_for_its_own_patience() {
    train("schedule { type = plateau, factor = 0.5, patience = 2 }", 1, 2, 2, 2, 2, 2);
    assertThat(events.rateChanges).extracting(RateChange::epoch).containsExactly(4, 6);
  }

  @Test
  void other_schedules_do_not_mind_a_plateau() {
    train("schedule { type = constant, patience = 1 }", 1, 2, 2);
    assertThat(events.rateChanges).isEmpty();
  }

  @Test
  void training_ends_when_validation_has_not_become_better_for_so_many_epochs() {
    TrainingLoop.Result result = train("early-stopping.patience = 2", 5, 3, 4, 3, 1, 1);
    assertThat(result.epochs()).isEqualTo(4);
    assertThat(result.rounds()).isEqualTo(4);
    assertThat(result.tokens()).isEqualTo(4 * PLAN.tokens());
    assertThat(result.parameters()).containsExactly(2);
    assertThat(events.earlyStops).containsExactly(new EarlyStop(4, 4, 2));
    assertThat(events.states).hasSize(4);
  }

  @Test
  void an_improvement_below_the_least_one_that_counts_does_not_stay_the_stop_but_is_kept() {
    // 1% of perplexity are 0.01 nats; the second epoch has less, the third with it has more.
    TrainingLoop.Result stopped =
        train("early-stopping { patience = 1, min-improvement = 0.01 }", 5, 4.995, 4.98);
    assertThat(stopped.epochs()).isEqualTo(2);
    assertThat(stopped.best().orElseThrow().epoch()).isEqualTo(2);
    TrainingLoop.Result patient =
        train(
            "early-stopping { patience = 2, min-improvement = 0.01 }", 5, 4.995, 4.98, 4.97, 4.96);
    assertThat(patient.epochs()).isEqualTo(5);
  }

  /** More epochs may follow another day. */
  @Test
  void the_last_epoch_lowers_the_rate_and_stops_as_any_other_does() {
    train("early-stopping.patience = 1, schedule { type = plateau, patience = 1 }", 1, 2);
    assertThat(events.earlyStops).containsExactly(new EarlyStop(2, 2, 1));
    assertThat(events.rateChanges)
        .containsExactly(new RateChange(RateChange.Cause.PLATEAU, 3, 3, 0.5));
  }

  @Test
  void a_score_that_is_no_number_is_the_best_only_until_there_is_one() {
    double infinite = Double.POSITIVE_INFINITY;
    TrainingLoop.Result result =
        train(
            "early-stopping.patience = 3", Double.NaN, infinite, 5, 4, Double.NaN, infinite, 6, 1);
    assertThat(events.validations)
        .extracting(Validation::best)
        .containsExactly(true, false, true, true, false, false, false);
    assertThat(result.best().orElseThrow().epoch()).isEqualTo(4);
    assertThat(result.parameters()).containsExactly(4);
    assertThat(events.earlyStops).containsExactly(new EarlyStop(7, 7, 4));
  }

  @Test
  void settings_that_need_a_validation_text_say_so_when_there_is_none() {
    TrainConfig config =
        TrainConfigs.of(
            SMALL + "schedule.type = plateau, early-stopping.patience = 1, polyak.patience = 1");
    assertThatThrownBy(() -> FakeRounds.climbing(config, PLAN).train(events))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "train.schedule.type = plateau, train.polyak.patience, train.early-stopping.patience:"
                + " no validation text to decide by; give one with --valid, or raise"
                + " sequence.valid-fraction");
  }
}

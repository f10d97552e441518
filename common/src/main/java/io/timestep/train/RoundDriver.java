package io.timestep.train;

import io.timestep.sequence.StreamPlan;
import io.timestep.train.TrainListener.RateChange;
import io.timestep.util.UserException;
import java.util.List;

/** One round: the replicas run, the outer rule moves the model, a divergence is dealt with. */
final class RoundDriver {
  /** The rate is then less than a thousandth: not the rate is to blame. */
  private static final int MAX_HALVINGS = 10;

  private final TrainConfig config;
  private final StreamPlan plan;
  private final RoundRunner runner;
  private final TrainListener listener;
  private final OuterRule outer;
  private final RateSchedule schedule;

  RoundDriver(TrainConfig config, StreamPlan plan, RoundRunner runner, TrainListener listener) {
    this.config = config;
    this.plan = plan;
    this.runner = runner;
    this.listener = listener;
    this.outer = config.outer().create(config.replicas());
    this.schedule = TrainingLoop.schedule(config, plan);
  }

  /** Before the first round. */
  TrainState begin(float[] initial) {
    return TrainState.initial(outer.begin(initial), config.replicas());
  }

  /**
   * The state after the next round.
   *
   * @throws UserException if loss, parameters or moments are no numbers any more, and remain none
   */
  TrainState next(TrainState state) {
    long begin = System.nanoTime();
    TrainState start = state;
    for (int halvings = 0; ; halvings++) {
      int steps = steps(start);
      double rate = start.rateScale() * schedule.rate(start.step() + steps - 1, start.epoch());
      RoundOutcome outcome = runner.run(roundStart(start, steps), start.states());
      OuterState moved = outer.next(start.outer(), outcome.mean(), rate);
      List<String> nonFinite = NonFinite.in(outcome, moved);
      if (nonFinite.isEmpty()) {
        TrainState next = start.afterRound(steps, moved, polyak(start, moved, outcome), outcome);
        report(next, steps, outcome, rate, (System.nanoTime() - begin) / 1e9);
        return next;
      }
      start = rollback(start, nonFinite, halvings);
    }
  }

  private int steps(TrainState state) {
    int left = plan.windows(config.timeSteps()) - state.window();
    return Math.min(config.roundSteps(state.step()), left);
  }

  private RoundStart roundStart(TrainState state, int steps) {
    return new RoundStart(
        state.round() + 1,
        state.epoch(),
        state.window(),
        steps,
        state.step(),
        state.rateScale(),
        outer.start(state.outer()),
        state.optimizerState());
  }

  private PolyakMean polyak(TrainState start, OuterState moved, RoundOutcome outcome) {
    boolean averaged = !start.polyak().isEmpty() || config.polyak().begins(start);
    return averaged ? start.polyak().plus(moved.parameters(), outcome.tokens()) : start.polyak();
  }

  private TrainState rollback(TrainState start, List<String> nonFinite, int halvings) {
    boolean allowed = config.onDivergence() == TrainConfig.OnDivergence.ROLLBACK;
    if (!allowed || halvings == MAX_HALVINGS) {
      throw new UserException(
          "Training diverged in epoch %d, round %d (%s)%s; lower"
                  .formatted(
                      start.epoch(),
                      start.round() + 1,
                      String.join(", ", nonFinite),
                      allowed
                          ? " even with the learning rate halved %d times".formatted(halvings)
                          : "")
              + " train.optimizer.learning-rate, or set train.clip.norm"
              + (allowed ? "" : " or train.on-divergence = rollback"));
    }
    TrainState again = start.halved();
    listener.onRateChange(
        new RateChange(
            RateChange.Cause.DIVERGENCE, again.epoch(), again.round() + 1, again.rateScale()));
    return again;
  }

  private void report(
      TrainState next, int steps, RoundOutcome outcome, double rate, double seconds) {
    listener.onRound(
        new TrainListener.RoundEnd(
            next.round(),
            next.epoch(),
            next.step(),
            steps,
            schedule.totalSteps(),
            next.tokens(),
            rate,
            seconds,
            outcome.merge(),
            outcome.reports()));
  }
}

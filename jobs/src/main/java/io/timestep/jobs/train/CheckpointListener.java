package io.timestep.jobs.train;

import io.timestep.train.TrainListener;
import io.timestep.train.TrainState;
import io.timestep.train.Validation;
import io.timestep.train.checkpoint.Checkpoint;
import io.timestep.train.checkpoint.CheckpointConfig;
import io.timestep.train.checkpoint.TrainBasis;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Keeps the state of a training when that is due: by rounds, by time, after the best epoch so far
 * and at the end.
 */
final class CheckpointListener implements TrainListener {
  private final CheckpointConfig config;
  private final Predicate<TrainState> isOver;
  private final TrainBasis basis;
  private final History history;
  private final CheckpointThread thread;
  private final LongSupplier nanoClock;
  private long lastNanos;

  /**
   * @param isOver whether a state is the training's last
   * @param history told of each event before this listener
   * @param nanoClock as {@link System#nanoTime}
   */
  CheckpointListener(
      CheckpointConfig config,
      Predicate<TrainState> isOver,
      TrainBasis basis,
      History history,
      CheckpointThread thread,
      LongSupplier nanoClock) {
    this.config = config;
    this.isOver = isOver;
    this.basis = basis;
    this.history = history;
    this.thread = thread;
    this.nanoClock = nanoClock;
    this.lastNanos = nanoClock.getAsLong();
  }

  @Override
  public void onRound(RoundEnd event) {}

  @Override
  public void onValidation(Validation event) {}

  @Override
  public void onState(TrainState state) {
    thread.check();
    if (config.isOn() && isDue(state)) {
      lastNanos = nanoClock.getAsLong();
      thread.write(new Checkpoint(basis, state, history.lines(), history.trainSeconds()));
    }
  }

  private boolean isDue(TrainState state) {
    boolean best = state.best().filter(b -> b.validation().round() == state.round()).isPresent();
    boolean byRounds = config.everyRounds() > 0 && state.round() % config.everyRounds() == 0;
    boolean byTime =
        config.everyMinutes() > 0
            && nanoClock.getAsLong() - lastNanos >= TimeUnit.MINUTES.toNanos(config.everyMinutes());
    return best || byRounds || byTime || isOver.test(state);
  }
}

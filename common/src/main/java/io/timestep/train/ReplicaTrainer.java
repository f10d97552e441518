package io.timestep.train;

import io.timestep.nn.RecurrentNetwork;
import io.timestep.nn.RecurrentState;
import io.timestep.nn.WindowLoss;
import io.timestep.sequence.TokenStreams;
import io.timestep.sequence.TokenWindow;
import io.timestep.util.Seeds;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A round as one replica lives it: a pure function of the round's start, the replica's number, its
 * text and its hidden state. Where it runs, and after how many failures, changes nothing.
 */
public final class ReplicaTrainer {
  private static final float[] NO_MOMENTS = {};

  private final TrainConfig config;
  private final RateSchedule schedule;
  private final GradientClip clip;

  public ReplicaTrainer(TrainConfig config, RateSchedule schedule) {
    this.config = config;
    this.schedule = schedule;
    this.clip = new GradientClip(config.clip());
  }

  /**
   * Trains one replica for one round.
   *
   * @param network any network of the model's shape; its parameters and state are overwritten
   * @param state of the replica's streams at the start of the round
   */
  public ReplicaResult run(
      RecurrentNetwork network,
      RoundStart start,
      int replica,
      RecurrentState state,
      TokenStreams streams) {
    network.setParameters(start.parameters());
    network.setState(state, streams.batch());
    Optimizer optimizer =
        new Optimizer(config.optimizer(), network.parameterCount(), start.optimizerState());
    Totals totals = new Totals();
    long begin = System.nanoTime();
    for (int i = 0; i < start.windows(); i++) {
      TokenWindow window = streams.window(start.firstWindow() + i, config.timeSteps());
      network.clearState(resets(replica, start.firstStep() + i, streams.batch()));
      seedDropout(replica, start.firstStep() + i);
      step(network, optimizer, window, start, i, totals);
    }
    ReplicaReport report =
        new ReplicaReport(
            replica,
            totals.tokens,
            totals.nats,
            totals.steps,
            totals.steps == 0 ? 0 : totals.norms / totals.steps,
            totals.clipped,
            (System.nanoTime() - begin) / 1e9,
            host());
    float[] moments = continued() ? optimizer.state() : NO_MOMENTS;
    return new ReplicaResult(report, network.copyParameters(), moments, network.state());
  }

  private void step(
      RecurrentNetwork network,
      Optimizer optimizer,
      TokenWindow window,
      RoundStart start,
      int stepInRound,
      Totals totals) {
    WindowLoss loss = network.gradient(window);
    if (loss.tokens() == 0) {
      return; // all of this replica's streams have ended
    }
    GradientClip.Outcome clipped = clip.apply(network, loss.tokens());
    if (!Double.isFinite(clipped.norm())) { // the loss may still be a number: the driver must see
      loss = new WindowLoss(loss.tokens(), Double.NaN);
    }
    long step = start.firstStep() + stepInRound;
    optimizer.update(
        network.parameters(),
        network.gradients(),
        clipped.scale(),
        start.rateScale() * schedule.rate(step, start.epoch()),
        Math.toIntExact(continued() ? step : stepInRound));
    totals.add(loss, clipped);
  }

  private boolean continued() {
    return config.optimizer().state() == OptimizerConfig.StatePolicy.AVERAGE;
  }

  /** Streams whose state is put back to zero before a step. */
  private List<Integer> resets(int replica, long step, int batch) {
    SplittableRandom random =
        new SplittableRandom(Seeds.derive(config.seed(), "state-reset", replica, step));
    List<Integer> streams = new ArrayList<>();
    for (int b = 0; b < batch; b++) {
      if (random.nextDouble() < config.stateReset()) {
        streams.add(b);
      }
    }
    return streams;
  }

  private void seedDropout(int replica, long step) {
    Nd4j.getRandom().setSeed(Seeds.derive(config.seed(), "dropout", replica, step));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown"; // a machine without a name of its own trains as well
    }
  }

  /** Sums over the steps of a round. */
  private static final class Totals {
    private long tokens;
    private double nats;
    private double norms;
    private int clipped;
    private int steps;

    void add(WindowLoss loss, GradientClip.Outcome gradient) {
      tokens += loss.tokens();
      nats += loss.nats();
      norms += gradient.norm();
      clipped += gradient.clipped() ? 1 : 0;
      steps++;
    }
  }
}

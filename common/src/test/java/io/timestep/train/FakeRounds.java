package io.timestep.train;

import io.timestep.metric.LanguageScore;
import io.timestep.nn.RecurrentState;
import io.timestep.sequence.StreamPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Replicas of one parameter that learn by a formula, all with one report. */
final class FakeRounds implements RoundRunner {
  /** Parameters and loss at the end of a round. */
  record End(double mean, double nats) {}

  final List<RoundStart> starts = new ArrayList<>();
  private final TrainConfig config;
  private final StreamPlan plan;
  private final Function<RoundStart, End> learn;

  FakeRounds(TrainConfig config, StreamPlan plan, Function<RoundStart, End> learn) {
    this.config = config;
    this.plan = plan;
    this.learn = learn;
  }

  /** Replicas whose mean is one more than where they started. */
  static FakeRounds climbing(TrainConfig config, StreamPlan plan) {
    return new FakeRounds(config, plan, start -> new End(start.parameters()[0] + 1, 1));
  }

  @Override
  public RoundOutcome run(RoundStart start, List<RecurrentState> states) {
    starts.add(start);
    End end = learn.apply(start);
    long tokens = read(start.firstWindow() + start.windows()) - read(start.firstWindow());
    return new RoundOutcome(
        new float[] {(float) end.mean()},
        new float[0],
        List.of(new ReplicaReport(0, tokens, end.nats(), 1, 1, 0, 1, "here")),
        states);
  }

  /** Tokens of all streams before a window. */
  private long read(int window) {
    long tokens = 0;
    for (int stream = 0; stream < plan.streams(); stream++) {
      tokens += Math.min(plan.length(stream), (long) window * config.timeSteps());
    }
    return tokens;
  }

  /** Trains from 0 without validation. */
  TrainingLoop.Result train(TrainListener listener) {
    return loop(Optional.empty(), listener).run(new float[1]);
  }

  /**
   * Trains from 0.
   *
   * @param nats of a token in validation, by the published parameter
   */
  TrainingLoop.Result train(TrainListener listener, Function<Float, Double> nats) {
    return loop(validator(nats), listener).run(new float[1]);
  }

  TrainingLoop loop(Optional<Function<float[], LanguageScore>> validator, TrainListener listener) {
    return new TrainingLoop(config, plan, this, validator, listener);
  }

  static Optional<Function<float[], LanguageScore>> validator(Function<Float, Double> nats) {
    return Optional.of(theta -> new LanguageScore(10, 10 * nats.apply(theta[0]), 0, 0));
  }
}

package io.timestep.train;

/**
 * Blockwise model-update filtering (Chen &amp; Huo 2016, "Scalable Training of Deep Learning
 * Machines by Incremental Block Training with Intra-block Parallel Optimization and Blockwise
 * Model-Update Filtering"): what a round learned is low-pass filtered.
 *
 * <p>Δ ← ηΔ + ζ(mean − start); θ ← θ + Δ. The model is θ in both forms, also where the replicas
 * start from a look-ahead.
 *
 * @param momentum η
 * @param rate ζ
 */
record BmufRule(double momentum, double rate, Start start) implements OuterRule {
  /** What the replicas of the next round start from. */
  enum Start {
    /** θ: classical block momentum. */
    MODEL,
    /** θ + ηΔ, where the momentum alone would take it: Nesterov block momentum. */
    LOOK_AHEAD
  }

  @Override
  public OuterState begin(float[] parameters) {
    return OuterState.atRest(parameters);
  }

  @Override
  public float[] start(OuterState state) {
    if (start == Start.MODEL) {
      return state.parameters();
    }
    float[] ahead = new float[state.parameters().length];
    Ranges.forEach(
        ahead.length,
        (first, end) -> {
          for (int i = first; i < end; i++) {
            ahead[i] = (float) (state.parameters()[i] + momentum * state.momentum()[i]);
          }
        });
    return ahead;
  }

  @Override
  public OuterState next(OuterState state, float[] mean, double innerRate) {
    float[] from = start(state);
    float[] parameters = new float[mean.length];
    float[] deltas = new float[mean.length];
    Ranges.forEach(
        mean.length,
        (first, end) -> {
          for (int i = first; i < end; i++) {
            double delta = momentum * state.momentum()[i] + rate * ((double) mean[i] - from[i]);
            parameters[i] = (float) (state.parameters()[i] + delta);
            deltas[i] = (float) delta;
          }
        });
    return new OuterState(parameters, deltas);
  }
}

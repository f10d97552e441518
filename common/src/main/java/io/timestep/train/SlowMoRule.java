package io.timestep.train;

/**
 * Slow momentum (Wang et al. 2020, "SlowMo: Improving Communication-Efficient Distributed SGD with
 * Slow Momentum", algorithm 1): momentum in units of the replicas' steps, so that it keeps its
 * meaning when their learning rate γ changes.
 *
 * <p>g = θ − mean; u ← βu + g/γ; θ ← θ − αγu.
 *
 * @param momentum β
 * @param rate α
 */
record SlowMoRule(double momentum, double rate) implements OuterRule {
  @Override
  public OuterState begin(float[] parameters) {
    return OuterState.atRest(parameters);
  }

  @Override
  public float[] start(OuterState state) {
    return state.parameters();
  }

  /** A γ of 0, at the end of a schedule, has no g/γ: the model moves by αg, u only decays. */
  @Override
  public OuterState next(OuterState state, float[] mean, double innerRate) {
    float[] parameters = new float[mean.length];
    float[] slow = new float[mean.length];
    Ranges.forEach(
        mean.length,
        (first, end) -> {
          for (int i = first; i < end; i++) {
            double theta = state.parameters()[i];
            double g = theta - mean[i];
            double u = momentum * state.momentum()[i];
            parameters[i] = (float) (theta - rate * (innerRate * u + g));
            slow[i] = (float) (innerRate > 0 ? u + g / innerRate : u);
          }
        });
    return new OuterState(parameters, slow);
  }
}

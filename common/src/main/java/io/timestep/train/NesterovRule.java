package io.timestep.train;

/**
 * Nesterov's momentum on what the replicas learned, as a gradient (DiLoCo: Douillard et al. 2023,
 * "DiLoCo: Distributed Low-Communication Training of Language Models", algorithm 1).
 *
 * <p>g = θ − mean; v ← μv + g; θ ← θ − α(g + μv).
 *
 * @param momentum μ
 * @param rate α
 */
record NesterovRule(double momentum, double rate) implements OuterRule {
  @Override
  public OuterState begin(float[] parameters) {
    return OuterState.atRest(parameters);
  }

  @Override
  public float[] start(OuterState state) {
    return state.parameters();
  }

  @Override
  public OuterState next(OuterState state, float[] mean, double innerRate) {
    float[] parameters = new float[mean.length];
    float[] velocity = new float[mean.length];
    Ranges.forEach(
        mean.length,
        (first, end) -> {
          for (int i = first; i < end; i++) {
            double theta = state.parameters()[i];
            double g = theta - mean[i];
            double v = momentum * state.momentum()[i] + g;
            parameters[i] = (float) (theta - rate * (g + momentum * v));
            velocity[i] = (float) v;
          }
        });
    return new OuterState(parameters, velocity);
  }
}

package io.timestep.train;

/**
 * Plain parameter averaging (McDonald et al. 2010, "Distributed Training Strategies for the
 * Structured Perceptron", iterative parameter mixing): θ ← Σ nᵢ θ'ᵢ / Σ nᵢ.
 */
public record AverageRule() implements OuterRule {
  private static final float[] NONE = {};

  @Override
  public OuterState begin(float[] parameters) {
    return new OuterState(parameters, NONE);
  }

  @Override
  public float[] start(OuterState state) {
    return state.parameters();
  }

  @Override
  public OuterState next(OuterState state, float[] mean, double innerRate) {
    return new OuterState(mean, NONE);
  }
}

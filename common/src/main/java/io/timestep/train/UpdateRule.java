package io.timestep.train;

/**
 * How a step is made from a gradient: what is taken from the parameters, and what is kept of each
 * gradient for the steps that follow. A rule treats every parameter alike and alone, so that any
 * run of them can be updated by itself, in one pass over gradient, kept values and parameters.
 *
 * <p>The weight decay of all rules is decoupled from their gradient (Loshchilov & Hutter 2019): a
 * step takes {@code learningRate · weightDecay} of each parameter as it was before the step.
 */
sealed interface UpdateRule {
  /**
   * Without gradients moments shrink until they are subnormal, and there they stay: rounding up
   * undoes the decay. Such numbers cost many times the others on most processors. Adding and taking
   * away so small a number rounds them off far above that, and far below what moves a parameter.
   */
  float TINY_MOMENT = 1e-20f;

  /** As {@link #TINY_MOMENT}, of squares. */
  float TINY_SQUARE = 1e-30f;

  /** Values kept of each parameter. */
  int slots();

  /** What is kept before the first step. */
  default float fresh() {
    return 0;
  }

  /**
   * The rule at one step.
   *
   * @param scale from the gradient that is given to the one that is meant
   * @param step steps that were made before this one
   */
  Pass pass(float scale, double rate, int step);

  /** A step for a run of parameters. */
  @FunctionalInterface
  interface Pass {
    /**
     * Updates parameters and kept values in place. Of each array the first {@code count} values are
     * meant, and all have the same index: only then does the JVM compute several at once.
     *
     * @param kept [slots][at least count]
     */
    void apply(float[] gradient, float[] parameters, float[][] kept, int count);
  }

  static UpdateRule of(OptimizerConfig config) {
    double decay = config.weightDecay();
    float epsilon = (float) config.epsilon();
    return switch (config.type()) {
      case SGD -> new Descent(decay);
      case MOMENTUM -> new Nesterov((float) config.momentum(), decay);
      case ADAM -> new Adam(config.beta1(), config.beta2(), epsilon, decay);
      case ADAMW -> new AdamW(config.beta1(), config.beta2(), epsilon, decay);
      case RMSPROP -> new RmsProp((float) config.beta2(), epsilon, decay);
      case ADAGRAD -> new AdaGrad(epsilon, decay);
    };
  }

  /** Gradient descent: θ ← θ − η g. Without decay {@link Optimizer} does it in place. */
  record Descent(double decay) implements UpdateRule {
    @Override
    public int slots() {
      return 0;
    }

    @Override
    public Pass pass(float scale, double rate, int step) {
      float eta = (float) rate;
      float shrink = (float) (rate * decay);
      return (g, theta, kept, count) -> descend(g, theta, count, scale, eta, shrink);
    }

    private static void descend(
        float[] g, float[] theta, int count, float scale, float eta, float shrink) {
      for (int i = 0; i < count; i++) {
        theta[i] -= g[i] * scale * eta + shrink * theta[i];
      }
    }
  }

  /** Nesterov's momentum as Bengio et al. (2013), eq. 7: θ ← θ − μ v + (1 + μ) v'. */
  record Nesterov(float momentum, double decay) implements UpdateRule {
    @Override
    public int slots() {
      return 1;
    }

    @Override
    public Pass pass(float scale, double rate, int step) {
      float eta = (float) rate;
      float shrink = (float) (rate * decay);
      return (g, theta, kept, count) ->
          glide(g, theta, kept[0], count, scale, eta, momentum, shrink);
    }

    private static void glide(
        float[] g,
        float[] theta,
        float[] v,
        int count,
        float scale,
        float eta,
        float mu,
        float shrink) {
      for (int i = 0; i < count; i++) {
        float before = v[i];
        float after = (mu * before - g[i] * scale * eta + TINY_MOMENT) - TINY_MOMENT;
        v[i] = after;
        theta[i] -= mu * before - (1 + mu) * after + shrink * theta[i];
      }
    }
  }

  /**
   * Adam in the order of operations that Kingma & Ba (2015) recommend at the end of section 2: the
   * bias corrections are one factor of the rate, and ε is added to the root of the second moment as
   * it is, as ND4J and TensorFlow do.
   */
  record Adam(double beta1, double beta2, float epsilon, double decay) implements UpdateRule {
    @Override
    public int slots() {
      return 2;
    }

    @Override
    public Pass pass(float scale, double rate, int step) {
      double correction1 = 1 - Math.pow(beta1, step + 1.0);
      double correction2 = 1 - Math.pow(beta2, step + 1.0);
      float alpha = (float) (rate * Math.sqrt(correction2) / correction1);
      return Moments.pass(beta1, beta2, scale, alpha, epsilon, (float) (rate * decay));
    }
  }

  /**
   * AdamW, Loshchilov & Hutter (2019), algorithm 2, the decay in units of the rate as in PyTorch: θ
   * ← θ − η (m̂ / (√v̂ + ε) + λ θ). Unlike {@link Adam}'s, ε is added to the root of the corrected
   * moment; the corrections are moved into rate and ε, which leaves the quotient as it is.
   */
  record AdamW(double beta1, double beta2, float epsilon, double decay) implements UpdateRule {
    @Override
    public int slots() {
      return 2;
    }

    @Override
    public Pass pass(float scale, double rate, int step) {
      double correction1 = 1 - Math.pow(beta1, step + 1.0);
      double root2 = Math.sqrt(1 - Math.pow(beta2, step + 1.0));
      float alpha = (float) (rate * root2 / correction1);
      float corrected = (float) (epsilon * root2);
      return Moments.pass(beta1, beta2, scale, alpha, corrected, (float) (rate * decay));
    }
  }

  /** What {@link Adam} and {@link AdamW} share. */
  final class Moments {
    private Moments() {}

    private static Pass pass(
        double beta1, double beta2, float scale, float alpha, float epsilon, float shrink) {
      float keep1 = (float) beta1;
      float take1 = (float) (1 - beta1);
      float keep2 = (float) beta2;
      float take2 = (float) (1 - beta2);
      return (g, theta, kept, count) -> {
        track(g, kept[0], kept[1], count, scale, keep1, take1, keep2, take2);
        move(theta, kept[0], kept[1], count, alpha, epsilon, shrink);
      };
    }

    private static void track(
        float[] g,
        float[] m,
        float[] v,
        int count,
        float scale,
        float keep1,
        float take1,
        float keep2,
        float take2) {
      for (int i = 0; i < count; i++) {
        float slope = g[i] * scale;
        m[i] = (keep1 * m[i] + take1 * slope + TINY_MOMENT) - TINY_MOMENT;
        v[i] = (keep2 * v[i] + take2 * (slope * slope) + TINY_SQUARE) - TINY_SQUARE;
      }
    }

    private static void move(
        float[] theta, float[] m, float[] v, int count, float alpha, float epsilon, float shrink) {
      for (int i = 0; i < count; i++) {
        theta[i] -= m[i] * alpha / ((float) Math.sqrt(v[i]) + epsilon) + shrink * theta[i];
      }
    }
  }

  /** RMSProp (Tieleman & Hinton 2012): s ← β s + (1 − β) g², θ ← θ − η g / (√s + ε). */
  record RmsProp(float beta, float epsilon, double decay) implements UpdateRule {
    @Override
    public int slots() {
      return 1;
    }

    @Override
    public float fresh() {
      return epsilon; // as ND4J has it
    }

    @Override
    public Pass pass(float scale, double rate, int step) {
      return Squares.pass(beta, 1 - beta, scale, rate, epsilon, decay);
    }
  }

  /** AdaGrad (Duchi et al. 2011): s ← s + g², θ ← θ − η g / (√s + ε). */
  record AdaGrad(float epsilon, double decay) implements UpdateRule {
    @Override
    public int slots() {
      return 1;
    }

    @Override
    public float fresh() {
      return 1e-6f; // as ND4J has it, whatever ε is
    }

    @Override
    public Pass pass(float scale, double rate, int step) {
      return Squares.pass(1, 1, scale, rate, epsilon, decay);
    }
  }

  /** What {@link RmsProp} and {@link AdaGrad} share. */
  final class Squares {
    private Squares() {}

    private static Pass pass(
        float keep, float take, float scale, double rate, float epsilon, double decay) {
      float eta = (float) rate;
      float shrink = (float) (rate * decay);
      return (g, theta, kept, count) ->
          step(g, theta, kept[0], count, scale, keep, take, eta, epsilon, shrink);
    }

    private static void step(
        float[] g,
        float[] theta,
        float[] s,
        int count,
        float scale,
        float keep,
        float take,
        float eta,
        float epsilon,
        float shrink) {
      for (int i = 0; i < count; i++) {
        float slope = g[i] * scale;
        float squares = (keep * s[i] + take * (slope * slope) + TINY_SQUARE) - TINY_SQUARE;
        s[i] = squares;
        theta[i] -= slope * eta / ((float) Math.sqrt(squares) + epsilon) + shrink * theta[i];
      }
    }
  }
}

package io.timestep.nn.kernel;

/**
 * tanh and the logistic function over arrays, by a rational approximation: only multiplications,
 * additions and one division, which the compiler turns into vector instructions and which give the
 * same bits whether compiled or not. Relative error of tanh at most 4e-7.
 *
 * <p>The coefficients are those of Eigen's {@code generic_fast_tanh_float} (a minimax fit of odd
 * degree 13 over even degree 6).
 */
final class Activations {
  /** Beyond it tanh is 1 in single precision. */
  private static final float LIMIT = 7.905311f;

  private static final float A1 = 4.8935246e-3f;
  private static final float A3 = 6.3726195e-4f;
  private static final float A5 = 1.48572235e-5f;
  private static final float A7 = 5.1222973e-8f;
  private static final float A9 = -8.604672e-11f;
  private static final float A11 = 2.000188e-13f;
  private static final float A13 = -2.7607684e-16f;
  private static final float B0 = 4.893525e-3f;
  private static final float B2 = 2.2684347e-3f;
  private static final float B4 = 1.1853471e-4f;
  private static final float B6 = 1.1982584e-6f;

  private Activations() {}

  /** {@code x[i] = tanh(x[i])} for the first {@code n} elements. */
  static void tanh(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      float v = Math.max(-LIMIT, Math.min(LIMIT, x[i]));
      float s = v * v;
      float p = s * A13 + A11;
      p = p * s + A9;
      p = p * s + A7;
      p = p * s + A5;
      p = p * s + A3;
      p = p * s + A1;
      p = p * v;
      float q = s * B6 + B4;
      q = q * s + B2;
      q = q * s + B0;
      x[i] = p / q;
    }
  }

  /** {@code x[i] = tanh(x[i] + bias[i])}. */
  static void tanh(float[] x, float[] bias, int n) {
    for (int i = 0; i < n; i++) {
      x[i] += bias[i];
    }
    tanh(x, n);
  }

  /** {@code x[i] = max(0, x[i] + bias[i])}. */
  static void relu(float[] x, float[] bias, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(0f, x[i] + bias[i]);
    }
  }

  /** {@code x[i] = 1 / (1 + exp(-x[i] - bias[i]))}, as {@code (1 + tanh(x / 2)) / 2}. */
  static void sigmoid(float[] x, float[] bias, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = 0.5f * (x[i] + bias[i]);
    }
    tanh(x, n);
    for (int i = 0; i < n; i++) {
      x[i] = 0.5f * x[i] + 0.5f;
    }
  }
}

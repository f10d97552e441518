package io.timestep.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActivationsTest {
  @Test
  void tanhAndSigmoidStayCloseToTheExactOnes() {
    int n = 40_001;
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (i - n / 2) / 1000f;
    }
    float[] tanh = x.clone();
    Activations.tanh(tanh, n);
    float[] sigmoid = x.clone();
    Activations.sigmoid(sigmoid, new float[n], n);
    for (int i = 0; i < n; i++) {
      double exact = Math.tanh(x[i]);
      assertThat(Math.abs(tanh[i] - exact)).isLessThanOrEqualTo(5e-7 * Math.abs(exact));
      assertThat(Math.abs(sigmoid[i] - 1 / (1 + Math.exp(-x[i])))).isLessThan(4e-7);
    }
  }

  @Test
  void theExtremesSaturate() {
    float[] x = {Float.NEGATIVE_INFINITY, -100, 0, 100, Float.POSITIVE_INFINITY};
    Activations.tanh(x, x.length);
    assertThat(x[2]).isZero();
    assertThat(Math.abs(x[0])).isBetween(0.999999f, 1f);
    assertThat(x[4]).isEqualTo(x[3]).isEqualTo(-x[1]).isEqualTo(-x[0]);
  }
}

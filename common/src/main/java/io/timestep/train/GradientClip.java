package io.timestep.train;

import io.timestep.nn.RecurrentNetwork;
import io.timestep.nn.SparseGradient;
import io.timestep.nn.kernel.Floats;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Bounds a network's gradient: each element, then each layer, then the whole. */
public final class GradientClip {
  private final ClipConfig config;

  public GradientClip(ClipConfig config) {
    this.config = config;
  }

  /**
   * What became of a gradient.
   *
   * @param norm L2 norm of the gradient of the mean before anything was bounded
   * @param scale from what is left in the network to the bounded gradient of the mean
   * @param clipped whether anything was bounded
   */
  public record Outcome(double norm, double scale, boolean clipped) {}

  /**
   * From the gradient of a sum to the bounded one of its mean. Elements and layers are bounded in
   * place; what applies to the whole is left to the step that the gradient is for.
   *
   * @param tokens summands, at least 1
   */
  public Outcome apply(RecurrentNetwork network, long tokens) {
    double norm = network.gradients().norm() / tokens;
    double left = norm;
    boolean clipped = false;
    if (config.value() > 0 || config.layerNorm() > 0) {
      clipped = config.value() > 0 && clampElements(network.gradients(), config.value() * tokens);
      clipped |= config.layerNorm() > 0 && scaleLayers(network, config.layerNorm() * tokens);
      left = network.gradients().norm() / tokens;
    }
    boolean whole = config.norm() > 0 && left > config.norm();
    double scale = whole ? config.norm() / left : 1;
    return new Outcome(norm, scale / tokens, clipped || whole);
  }

  private static boolean clampElements(SparseGradient gradient, double bound) {
    Floats values = Floats.of(gradient.values());
    float limit = (float) bound;
    boolean[] clipped = new boolean[1];
    gradient.forEachSpan(
        (offset, span, count) -> {
          for (int i = 0; i < count; i++) {
            clipped[0] |= Math.abs(span[i]) > limit;
            span[i] = Math.max(-limit, Math.min(limit, span[i])); // NaN stays
          }
          values.write(offset, span, 0, count);
        });
    return clipped[0];
  }

  private static boolean scaleLayers(RecurrentNetwork network, double bound) {
    boolean clipped = false;
    for (INDArray layer : network.layerGradients()) {
      double norm = Floats.of(layer).norm();
      if (norm > bound) {
        layer.muli(bound / norm);
        clipped = true;
      }
    }
    return clipped;
  }
}

package io.timestep.train;

import io.timestep.nn.SparseGradient;
import io.timestep.nn.kernel.Floats;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An update rule over the flat parameter vector, with what it keeps (moments) as one flat vector
 * beside it.
 *
 * <p>A step is one pass over memory. Plain gradient descent adds to the parameters where they are.
 * For other rules gradient, kept values and parameters of a block are read, the whole rule is
 * applied while they are in the processor's nearest cache, and what changed is written back; their
 * arithmetic is the JVM's, in one order, so that the bits do not depend on threads or on the
 * processor.
 *
 * <p>A rule that keeps values moves every parameter in every step, embeddings of tokens that were
 * not read included: of these the gradient is 0, but moments decay and, with Adam or momentum, the
 * parameters glide on. Skipping them (as "lazy" variants of Adam do) is cheaper, but is another
 * rule: rare words would move by moments that are many steps old as if they were new.
 */
public final class Optimizer {
  /** Four arrays of so many floats, Adam's, fill half a first-level cache of 32 KiB. */
  private static final int BLOCK = 1024;

  private final UpdateRule rule;
  private final boolean plain; // θ ← θ - η g and nothing else: what has no gradient stays
  private final int parameters;
  private final float[] state; // slot after slot, each [parameters]
  private final float[] gradientBlock = new float[BLOCK];
  private final float[] parameterBlock = new float[BLOCK];
  private final float[][] stateBlock;

  /**
   * @param state as an earlier {@link #state} returned it, [slots · parameters]; empty: as before
   *     the first step
   */
  public Optimizer(OptimizerConfig config, int parameters, float[] state) {
    this.rule = UpdateRule.of(config);
    this.plain = config.type() == OptimizerConfig.Type.SGD && config.weightDecay() == 0;
    this.parameters = parameters;
    this.stateBlock = new float[rule.slots()][BLOCK];
    int size = Math.multiplyExact(rule.slots(), parameters);
    if (state.length != 0 && state.length != size) {
      throw new IllegalArgumentException(
          "expected a state of %d values, got %d".formatted(size, state.length));
    }
    this.state = Arrays.copyOf(state, size);
    if (state.length == 0 && rule.fresh() != 0) {
      Arrays.fill(this.state, rule.fresh());
    }
  }

  /**
   * One step, in place. A rule that keeps nothing and has no weight decay moves only what has a
   * gradient; else every parameter moves in every step.
   *
   * @param values the parameters, [parameters]
   * @param gradient not modified
   * @param scale from the gradient to the one that is meant
   * @param step steps the state has seen, from 0: the bias correction of Adam depends on it
   */
  public void update(
      INDArray values, SparseGradient gradient, double scale, double learningRate, int step) {
    Floats theta = Floats.of(values);
    if (plain) {
      gradient.addScaledTo(theta, (float) (-learningRate * scale));
    } else {
      UpdateRule.Pass pass = rule.pass((float) scale, learningRate, step);
      updateAll(theta, Floats.of(gradient.values()), pass);
    }
  }

  private void updateAll(Floats theta, Floats gradient, UpdateRule.Pass pass) {
    for (int from = 0; from < parameters; from += BLOCK) {
      int count = Math.min(BLOCK, parameters - from);
      gradient.read(from, gradientBlock, 0, count);
      theta.read(from, parameterBlock, 0, count);
      for (int slot = 0; slot < stateBlock.length; slot++) {
        System.arraycopy(state, slot * parameters + from, stateBlock[slot], 0, count);
      }
      pass.apply(gradientBlock, parameterBlock, stateBlock, count);
      theta.write(from, parameterBlock, 0, count);
      for (int slot = 0; slot < stateBlock.length; slot++) {
        System.arraycopy(stateBlock[slot], 0, state, slot * parameters + from, count);
      }
    }
  }

  /** What is kept, [slots · parameters]: the array itself, which the next step changes. */
  float[] state() {
    return state;
  }
}

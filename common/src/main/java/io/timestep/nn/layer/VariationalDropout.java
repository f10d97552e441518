package io.timestep.nn.layer;

import io.timestep.nn.kernel.Floats;
import java.util.Objects;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dropout of a sequence's units with one mask for all its steps (Gal and Ghahramani 2016). Given to
 * a layer's {@code dropOut}, it drops units of the layer's input; to drop those of its output, give
 * it to the layer above. Units that stay are scaled by 1 / (1 − probability).
 *
 * <p>The mask is drawn anew for each forward pass of training from a seed that ND4J's generator of
 * the thread gives: seed that one, and the masks are the same wherever they are drawn.
 */
public final class VariationalDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private double probability;
  private transient float[] factors; // of the last forward pass, [batch·units]

  /** For JSON. */
  VariationalDropout() {}

  /**
   * @param probability that a unit of a sequence is dropped, at least 0 and less than 1 (DL4J's own
   *     dropouts take the probability that it is kept)
   */
  public VariationalDropout(double probability) {
    this.probability = LayerParts.requireProbability("dropout", probability);
  }

  public double getProbability() {
    return probability;
  }

  public void setProbability(double probability) {
    this.probability = probability;
  }

  /**
   * @param input [batch, units, steps]; not modified
   * @return a new array, laid out time-major; {@code result} is not used
   */
  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    Floats from = TimeMajor.rows(input);
    INDArray output =
        TimeMajor.create(workspaces, ArrayType.INPUT, input.size(0), input.size(1), input.size(2));
    draw(Math.toIntExact(input.size(0) * input.size(1)), Nd4j.getRandom().nextLong());
    scale(from, TimeMajor.rows(output));
    return output;
  }

  private void draw(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    factors = new float[count];
    float kept = (float) (1 / (1 - probability));
    for (int i = 0; i < count; i++) {
      factors[i] = random.nextDouble() < probability ? 0f : kept;
    }
  }

  private void scale(Floats from, Floats to) {
    float[] step = new float[factors.length];
    for (int offset = 0; offset < from.length(); offset += step.length) {
      from.read(offset, step, 0, step.length);
      for (int i = 0; i < step.length; i++) {
        step[i] *= factors[i];
      }
      to.write(offset, step, 0, step.length);
    }
  }

  @Override
  public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
    if (factors == null) {
      throw new IllegalStateException("no forward pass of training before this backward pass");
    }
    if (TimeMajor.isTimeMajor(gradAtInput)) {
      scale(TimeMajor.rows(gradAtOutput), TimeMajor.rows(gradAtInput));
    } else {
      INDArray rows = gradAtOutput.permute(2, 0, 1).dup('c');
      scale(Floats.of(rows), Floats.of(rows));
      gradAtInput.assign(rows.permute(1, 2, 0));
    }
    return gradAtInput;
  }

  @Override
  public void clear() {
    factors = null;
  }

  @Override
  public VariationalDropout clone() {
    return new VariationalDropout(probability);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VariationalDropout that
        && Double.compare(probability, that.probability) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(probability);
  }

  @Override
  public String toString() {
    return "VariationalDropout(" + probability + ")";
  }
}

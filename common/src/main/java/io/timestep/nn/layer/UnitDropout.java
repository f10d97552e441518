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
 * Dropout of units, given to a layer's {@code dropOut}: it drops units of the layer's input; to
 * drop those of its output, give it to the layer above. Units that stay are scaled by 1 / (1 −
 * probability).
 *
 * <p>The mask is drawn anew for each forward pass of training from a seed that ND4J's generator of
 * the thread gives: seed that one, and the masks are the same wherever they are drawn.
 */
abstract class UnitDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private static final double RANGE = 0x1p32;

  private double probability;
  private transient float[] factors; // of the last forward pass, [drawn]
  private transient int drawn; // 0: none
  private transient float[] block; // likewise

  /** For JSON. */
  UnitDropout() {}

  /**
   * @param probability that a unit is dropped, at least 0 and less than 1 (DL4J's own dropouts take
   *     the probability that it is kept)
   */
  UnitDropout(double probability) {
    this.probability = LayerParts.requireProbability("dropout", probability);
  }

  public double getProbability() {
    return probability;
  }

  public void setProbability(double probability) {
    this.probability = probability;
  }

  /** How many units are drawn for a sequence of {@code steps} that has so many at each step. */
  abstract long draws(long unitsOfStep, long steps);

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
    draw(
        Math.toIntExact(draws(input.size(0) * input.size(1), input.size(2))),
        Nd4j.getRandom().nextLong());
    scale(from, TimeMajor.rows(output));
    return output;
  }

  /** Two units from each draw of 64 bits. */
  private void draw(int count, long seed) {
    if (factors == null || factors.length < count) {
      factors = new float[count];
      block = new float[count];
    }
    SplittableRandom random = new SplittableRandom(seed);
    long threshold = Math.round(probability * RANGE); // of 32 bits
    float kept = (float) (1 / (1 - probability));
    for (int i = 0; i < count; i += 2) {
      long bits = random.nextLong();
      factors[i] = bits >>> 32 < threshold ? 0f : kept;
      if (i + 1 < count) {
        factors[i + 1] = (bits & 0xFFFFFFFFL) < threshold ? 0f : kept;
      }
    }
    drawn = count;
  }

  private void scale(Floats from, Floats to) {
    for (int offset = 0; offset < from.length(); offset += drawn) {
      from.read(offset, block, 0, drawn);
      multiply(block, factors, drawn);
      to.write(offset, block, 0, drawn);
    }
  }

  private static void multiply(float[] values, float[] factors, int count) {
    for (int i = 0; i < count; i++) {
      values[i] *= factors[i];
    }
  }

  @Override
  public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
    if (drawn == 0) {
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
    drawn = 0;
  }

  @Override
  public abstract UnitDropout clone();

  @Override
  public boolean equals(Object other) {
    return other instanceof UnitDropout that
        && getClass() == that.getClass()
        && Double.compare(probability, that.probability) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(getClass(), probability);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "(" + probability + ")";
  }
}

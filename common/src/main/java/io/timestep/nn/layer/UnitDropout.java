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
 * What dropouts of the units of a sequence share: masks are drawn anew for each forward pass of
 * training, from one number that ND4J's generator of the thread gives.
 */
abstract class UnitDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private static final double RANGE = 0x1p32;
  private static final int BLOCK = 1024;

  private double probability;
  private transient float[] factors; // of the last forward pass, [at least drawn]
  private transient int drawn; // 0: no forward pass

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
    float[] values = new float[BLOCK];
    float[] block = new float[BLOCK];
    for (int step = 0; step < from.length(); step += drawn) {
      for (int first = 0; first < drawn; first += BLOCK) {
        int count = Math.min(BLOCK, drawn - first);
        from.read(step + first, values, 0, count);
        System.arraycopy(factors, first, block, 0, count);
        multiply(values, block, count);
        to.write(step + first, values, 0, count);
      }
    }
  }

  /** With one index for both arrays: only then does the JVM compute several at once. */
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
    return Objects.hash(getClass().getName(), probability);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "(" + probability + ")";
  }
}

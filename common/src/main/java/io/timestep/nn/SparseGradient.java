package io.timestep.nn;

import io.timestep.nn.kernel.Floats;
import io.timestep.nn.kernel.VectorMath;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of a window for the flat parameter vector. It begins with the rows of the embedding,
 * of which all are 0 but those of the tokens that were read; the rest is dense. With a large
 * vocabulary the rows are most of the vector, and whoever goes by {@link #forEachSpan} passes over
 * the zeros.
 *
 * <p>The values are the network's own: they are only to be read, and hold until the next window.
 */
public final class SparseGradient {
  private static final int BLOCK = 4096;

  private final INDArray values;
  private final Floats floats;
  private final int[] rows;
  private final int width;
  private final int denseFrom;

  /**
   * A gradient that begins with rows.
   *
   * @param values flat vector
   * @param rows those that may differ from 0, rising
   * @param width floats of a row
   * @param denseFrom where the rows end
   */
  SparseGradient(INDArray values, int[] rows, int width, int denseFrom) {
    this.values = values;
    this.floats = Floats.of(values);
    this.rows = rows;
    this.width = width;
    this.denseFrom = denseFrom;
  }

  /** A gradient without zeros to pass over. */
  public static SparseGradient dense(INDArray values) {
    return new SparseGradient(values, new int[0], 0, 0);
  }

  /** What is done with a copy of a part of the vector. */
  @FunctionalInterface
  public interface SpanConsumer {
    /**
     * @param offset of the span's first value in the flat vector
     * @param gradient its values are the first {@code count}; overwritten after the call
     */
    void accept(int offset, float[] gradient, int count);
  }

  /** The whole vector, zeros included. */
  public INDArray values() {
    return values;
  }

  /** What is done with a part of the vector, where it is. */
  @FunctionalInterface
  private interface RangeConsumer {
    void accept(int offset, int count);
  }

  /** Names all that may differ from 0, from the front to the back: each row, then the rest. */
  private void forEachRange(RangeConsumer consumer) {
    for (int row : rows) {
      consumer.accept(row * width, width);
    }
    consumer.accept(denseFrom, floats.length() - denseFrom);
  }

  /** Shows all that may differ from 0, from the front to the back. */
  public void forEachSpan(SpanConsumer consumer) {
    float[] block = new float[Math.max(BLOCK, width)];
    forEachRange(
        (first, length) -> {
          for (int done = 0; done < length; done += block.length) {
            int count = Math.min(block.length, length - done);
            floats.read(first + done, block, 0, count);
            consumer.accept(first + done, block, count);
          }
        });
  }

  /** {@code to ← to + factor · gradient}; what has no gradient stays as it is, bit for bit. */
  public void addScaledTo(Floats to, float factor) {
    forEachRange((offset, count) -> VectorMath.addScaled(factor, floats, to, offset, count));
  }

  /** L2 norm, summed in one order whatever threads are free. */
  public double norm() {
    double[] squares = new double[1];
    forEachRange((offset, count) -> squares[0] += VectorMath.squares(floats, offset, count));
    return Math.sqrt(squares[0]);
  }
}

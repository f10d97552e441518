package io.timestep.nn.kernel;

import java.lang.ref.Reference;
import java.util.Objects;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * OpenBLAS's operations on vectors, where they are: what the JVM computes has to be copied to the
 * heap first, and back. Vectors are taken by blocks of fixed lengths, which OpenBLAS does not split
 * among threads, so that sums are added in one order whatever threads are free. Whether a product
 * is rounded before it is added depends on the processor, and on where in a block it stands; on
 * processors without AVX2 sums may also depend on the vector's alignment.
 */
public final class VectorMath {
  /** Of a sum in single precision, which has one part for each lane of a register or more. */
  private static final int SUMMED = 1024;

  /** OpenBLAS splits what is longer than 10,000. */
  private static final int ADDED = 8192;

  /** Smaller sums may have lost squares that are too small for single precision. */
  private static final double SMALLEST = 1e-30;

  private VectorMath() {}

  /**
   * The sum of the squares of {@code count} values. Blocks are summed in single precision and those
   * sums in double: with parts as wide as AVX2 adds, 32 values, the relative error is at most
   * 2.4e-6 (38 roundings and those of the squares). Where single precision overflows, or the sum of
   * a block is below 1e-30, that block is done in double.
   */
  public static double squares(Floats vector, int offset, int count) {
    requireRange(vector, offset, count);
    Floats.Span span = new Floats.Span();
    double sum = 0;
    try {
      for (int done = 0; done < count; done += SUMMED) {
        int block = Math.min(SUMMED, count - done);
        span.at(vector, offset + done);
        double squares = openblas_nolapack.cblas_sdot(block, span, 1, span, 1);
        boolean outOfRange = Double.isInfinite(squares) || squares < SMALLEST;
        boolean zeros = outOfRange && openblas_nolapack.cblas_sasum(block, span, 1) == 0;
        sum += outOfRange && !zeros ? squaresInDouble(vector, offset + done, block) : squares;
      }
    } finally { // the native calls have its address only
      Reference.reachabilityFence(vector);
    }
    return sum;
  }

  private static double squaresInDouble(Floats vector, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += (double) vector.get(i) * vector.get(i);
    }
    return sum;
  }

  /**
   * {@code to ← to + factor · from}, for {@code count} values from {@code offset} in both. With a
   * factor of 0 it does nothing, even where there is something that is no number.
   */
  public static void addScaled(float factor, Floats from, Floats to, int offset, int count) {
    requireRange(from, offset, count);
    requireRange(to, offset, count);
    Floats.Span source = new Floats.Span();
    Floats.Span sum = new Floats.Span();
    try {
      for (int done = 0; done < count; done += ADDED) {
        openblas_nolapack.cblas_saxpy(
            Math.min(ADDED, count - done),
            factor,
            source.at(from, offset + done),
            1,
            sum.at(to, offset + done),
            1);
      }
    } finally { // the native calls have their addresses only
      Reference.reachabilityFence(from);
      Reference.reachabilityFence(to);
    }
  }

  private static void requireRange(Floats vector, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, vector.length());
  }
}

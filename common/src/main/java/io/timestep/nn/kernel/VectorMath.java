package io.timestep.nn.kernel;

import java.lang.ref.Reference;
import java.util.Objects;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * OpenBLAS's operations on vectors, where they are: what the JVM computes has to be copied to the
 * heap first, and back. Vectors are taken by blocks of fixed lengths, which OpenBLAS does not split
 * among threads, so that sums are added in one order whatever threads are free. Its code is that
 * for the model of the processor, and one for SSE for models it does not know; there, sums may
 * depend on the vector's alignment.
 */
public final class VectorMath {
  /** Of a sum in single precision, which has one part for each lane of a register or more. */
  private static final int SUMMED = 1024;

  /** OpenBLAS splits what is longer than 10,000. */
  private static final int ADDED = 8192;

  /** What is left of so many values OpenBLAS adds one by one, and may round otherwise. */
  private static final int UNROLLED = 32;

  /** Whether OpenBLAS's code for this processor adds a product as it is, or rounded. */
  private static final boolean FUSED = isFused();

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

  private static boolean isFused() {
    try (Arena arena = new Arena(UNROLLED, UNROLLED)) {
      Floats from = arena.allocate(UNROLLED);
      Floats to = arena.allocate(UNROLLED);
      for (int i = 0; i < UNROLLED; i++) {
        from.set(i, 1 + 0x1p-12f); // its square, rounded, is 1 + 2^-11
        to.set(i, -1 - 0x1p-11f);
      }
      openblas_nolapack.cblas_saxpy(
          UNROLLED, from.get(0), new Floats.Span().at(from, 0), 1, new Floats.Span().at(to, 0), 1);
      return to.get(0) != 0;
    }
  }

  /**
   * {@code to ← to + factor · from}, for {@code count} values from {@code offset} in both. All are
   * rounded alike, wherever they stand: once, the product as it is ({@link Math#fma}), or the
   * product and the sum, as OpenBLAS does it here. With a factor of 0 nothing is done, even where
   * there is something that is no number.
   */
  public static void addScaled(float factor, Floats from, Floats to, int offset, int count) {
    requireRange(from, offset, count);
    requireRange(to, offset, count);
    if (factor == 0) {
      return;
    }
    Floats.Span source = new Floats.Span();
    Floats.Span sum = new Floats.Span();
    int whole = count - count % UNROLLED;
    try {
      for (int done = 0; done < whole; done += ADDED) {
        openblas_nolapack.cblas_saxpy(
            Math.min(ADDED, whole - done),
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
    for (int i = offset + whole; i < offset + count; i++) {
      to.set(i, sum(factor, from.get(i), to.get(i)));
    }
  }

  private static float sum(float factor, float from, float to) {
    return FUSED ? Math.fma(factor, from, to) : factor * from + to;
  }

  private static void requireRange(Floats vector, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, vector.length());
  }
}

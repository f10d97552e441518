package io.timestep.ngram.law;

import java.util.Arrays;

/**
 * Count of the word at rank r: C / (r + shift)^exponent (Mandelbrot 1953); Zipf's law with a head
 * that flattens.
 *
 * @param exponent positive where counts fall
 * @param shift at least 0; 0 is Zipf's law
 * @param r2 share of the variance of the logarithm of the counts that it explains
 */
public record ZipfMandelbrot(double exponent, double shift, double r2) {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double MAX_SHIFT = 1000;
  private static final double PRECISION = 1e-4;

  /**
   * The shift whose straight line ({@link PowerLaw#fit}) leaves least, by golden section search of
   * its logarithm.
   *
   * @param ranks from 1, at least two different, [n]
   * @param counts positive, [n]
   */
  public static ZipfMandelbrot fit(double[] ranks, double[] counts) {
    double low = 0; // of log(1 + shift)
    double high = Math.log1p(MAX_SHIFT);
    while (high - low > PRECISION) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (line(ranks, counts, left).r2() >= line(ranks, counts, right).r2()) {
        high = right;
      } else {
        low = left;
      }
    }
    // An end of the interval is never tried by the search itself.
    double best = line(ranks, counts, 0).r2() >= line(ranks, counts, low).r2() ? 0 : low;
    PowerLaw law = line(ranks, counts, best);
    return new ZipfMandelbrot(-law.slope(), Math.expm1(best), law.r2());
  }

  private static PowerLaw line(double[] ranks, double[] counts, double logShift) {
    double shift = Math.expm1(logShift);
    return PowerLaw.fit(Arrays.stream(ranks).map(rank -> rank + shift).toArray(), counts);
  }
}

package io.timestep.jobs.ngram;

import io.timestep.ngram.law.PowerLaw;
import io.timestep.ngram.law.ZipfMandelbrot;
import java.util.stream.IntStream;

/**
 * The curve of Zipf's law: the count of a word against its rank, at ranks about evenly spaced on a
 * logarithmic scale; the first and the last are among them.
 *
 * @param ranks from 1, rising, [n]
 * @param counts of the words at these ranks, [n]
 */
record RankFrequency(double[] ranks, double[] counts) {
  /** About so many points: more than a plot shows. */
  private static final int POINTS = 200;

  static RankFrequency of(TextWords words) {
    int last = words.types();
    int[] ranks =
        IntStream.rangeClosed(0, POINTS)
            .map(i -> (int) Math.round(Math.pow(last, (double) i / POINTS)))
            .distinct()
            .toArray();
    return new RankFrequency(
        IntStream.of(ranks).asDoubleStream().toArray(),
        IntStream.of(ranks).mapToDouble(words::countAt).toArray());
  }

  /** A line for each point: rank, tab, count. */
  String tsv() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < ranks.length; i++) {
      lines.append((long) ranks[i]).append('\t').append((long) counts[i]).append('\n');
    }
    return lines.toString();
  }

  /** Zipf's law: least squares of the points' logarithms. NaN for a text of one word. */
  StatsResult.Zipf zipf() {
    if (ranks.length < 2) {
      return new StatsResult.Zipf(Double.NaN, Double.NaN);
    }
    PowerLaw law = PowerLaw.fit(ranks, counts);
    return new StatsResult.Zipf(-law.slope(), law.r2());
  }

  /** Mandelbrot's, as well. */
  ZipfMandelbrot zipfMandelbrot() {
    return ranks.length < 2
        ? new ZipfMandelbrot(Double.NaN, Double.NaN, Double.NaN)
        : ZipfMandelbrot.fit(ranks, counts);
  }
}

package io.timestep.ngram.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the vocabulary grows with the text: V(n) distinct words among the first n.
 *
 * @param points at about evenly spaced logarithms of n, the first and the last word among them
 */
public record VocabularyGrowth(List<Point> points) {
  /** About so many points: enough to see a bend. */
  private static final int POINTS = 50;

  /**
   * A point of the curve.
   *
   * @param tokens n
   * @param types V(n)
   */
  public record Point(long tokens, long types) {}

  /**
   * Heaps' law: V(n) = k n^beta (Heaps 1978, section 7.5).
   *
   * @param r2 share of the variance of log V that it explains
   */
  public record HeapsLaw(double k, double beta, double r2) {
    /** V(n). */
    public double at(double tokens) {
      return k * Math.pow(tokens, beta);
    }
  }

  public VocabularyGrowth {
    points = List.copyOf(points);
  }

  /**
   * The curve, exactly.
   *
   * @param firsts where each distinct word first occurs, from 0, in words of the text, [types];
   *     sorted by this call
   * @param tokens words of the text, at least 1
   */
  public static VocabularyGrowth of(long[] firsts, long tokens) {
    Arrays.sort(firsts);
    List<Point> points = new ArrayList<>();
    long last = 0;
    int types = 0;
    for (int i = 0; i <= POINTS; i++) {
      long n = i == POINTS ? tokens : Math.round(Math.pow((double) tokens, (double) i / POINTS));
      if (n > last) {
        last = n;
        while (types < firsts.length && firsts[types] < n) {
          types++;
        }
        points.add(new Point(n, types));
      }
    }
    return new VocabularyGrowth(points);
  }

  /**
   * The law that fits best: least squares in log-log ({@link PowerLaw#fit}) over the points from √n
   * of the whole text on, each alike. Before that nearly every word is new, V(n) is about n, and
   * the fit would tell of the text's first lines. A text of one word has none: NaN.
   */
  public HeapsLaw heapsLaw() {
    List<Point> fitted = fitted();
    if (fitted.size() < 2) {
      return new HeapsLaw(Double.NaN, Double.NaN, Double.NaN);
    }
    PowerLaw law =
        PowerLaw.fit(
            fitted.stream().mapToDouble(Point::tokens).toArray(),
            fitted.stream().mapToDouble(Point::types).toArray());
    return new HeapsLaw(Math.pow(10, law.intercept()), law.slope(), law.r2());
  }

  /** The points that {@link #heapsLaw} is fitted to. */
  public List<Point> fitted() {
    long tokens = points.isEmpty() ? 0 : points.get(points.size() - 1).tokens();
    double from = Math.sqrt((double) tokens);
    return points.stream().filter(p -> p.tokens() >= from).toList();
  }
}

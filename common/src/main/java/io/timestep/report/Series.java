package io.timestep.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What one colour of a chart shows.
 *
 * @param name in the legend
 * @param color index into the page's colours
 * @param points by rising x
 */
record Series(String name, Mark mark, int color, List<Point> points) {
  /** Colours of the page; more series begin again. */
  static final int COLORS = 6;

  /** Points that a line is thinned to: more would not be seen, and the page grows with them. */
  private static final int MAX_LINE = 500;

  enum Mark {
    LINE,
    DASHED,
    POINTS;

    String cssClass() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  Series {
    points = List.copyOf(points);
  }

  String cssClass() {
    return "series-%d %s".formatted(color % COLORS, mark.cssClass());
  }

  /** Only what both axes can show. */
  Series on(Axis x, Axis y) {
    return new Series(
        name, mark, color, points.stream().filter(p -> x.shows(p.x()) && y.shows(p.y())).toList());
  }

  /** A long line thinned so that its peaks stay: the lowest and highest point of each stretch. */
  Series thinned() {
    if (mark == Mark.POINTS || points.size() <= MAX_LINE) {
      return this;
    }
    List<Point> kept = new ArrayList<>();
    int stretches = MAX_LINE / 2;
    for (int i = 0; i < stretches; i++) {
      int from = (int) ((long) i * points.size() / stretches);
      int to = (int) ((i + 1L) * points.size() / stretches);
      Point low = points.get(from);
      Point high = low;
      for (Point p : points.subList(from, to)) {
        low = p.y() < low.y() ? p : low;
        high = p.y() > high.y() ? p : high;
      }
      kept.add(low.x() <= high.x() ? low : high);
      if (!low.equals(high)) {
        kept.add(low.x() <= high.x() ? high : low);
      }
    }
    return new Series(name, mark, color, kept);
  }
}

package io.timestep.report;

import static io.timestep.report.Html.coordinate;

/**
 * An {@link XyChart} at one size: where its values are on the drawing.
 *
 * @param left where the plot begins, right of the labels of the y axis, in units of the drawing
 */
record Plot(XyChart chart, int width, int height, double left, Axis.Range x, Axis.Range y) {
  private static final double TOP = 28;
  private static final double RIGHT = 14;
  private static final double BOTTOM = 42;
  private static final double RADIUS = 2.6;

  void drawAxes(Html html) {
    double right = width - RIGHT;
    double bottom = height - BOTTOM;
    for (double tick : y.ticks()) {
      line(html, "grid", left, ofY(tick), right, ofY(tick));
      label(html, y.text(tick), left - 8, ofY(tick) + 4, "end");
    }
    for (double tick : x.ticks()) {
      if (x.scale() == Axis.Scale.LOG) {
        line(html, "grid", ofX(tick), TOP, ofX(tick), bottom);
      }
      line(html, "axis", ofX(tick), bottom, ofX(tick), bottom + 4);
      label(html, x.text(tick), ofX(tick), bottom + 17, "middle");
    }
    line(html, "axis", left, bottom, right, bottom);
    html.element("text", chart.y().label(), "class", "name", "x", "0", "y", "13");
    html.element(
        "text",
        chart.x().label(),
        "class",
        "name",
        "x",
        coordinate(right),
        "y",
        coordinate(height - 6.0),
        "text-anchor",
        "end");
    html.text("\n");
  }

  void draw(Html html, Series series) {
    if (series.mark() == Series.Mark.POINTS) {
      for (Point p : series.points()) {
        drawPoint(html, series, p);
      }
      html.text("\n");
      return;
    }
    StringBuilder path = new StringBuilder();
    for (Point p : series.points()) {
      path.append(path.isEmpty() ? 'M' : 'L')
          .append(coordinate(ofX(p.x())))
          .append(' ')
          .append(coordinate(ofY(p.y())));
    }
    html.open("path", "class", series.cssClass(), "d", path.toString()).close().text("\n");
  }

  private void drawPoint(Html html, Series series, Point p) {
    html.open(
        "circle",
        "class",
        series.cssClass(),
        "cx",
        coordinate(ofX(p.x())),
        "cy",
        coordinate(ofY(p.y())),
        "r",
        coordinate(series.points().size() > 40 ? RADIUS : 2 * RADIUS - 1));
    if (!p.label().isEmpty()) {
      html.element("title", p.label());
    }
    html.close();
  }

  private double ofX(double value) {
    return left + x.fraction(value) * (width - RIGHT - left);
  }

  private double ofY(double value) {
    return height - BOTTOM - y.fraction(value) * (height - BOTTOM - TOP);
  }

  private static void line(Html html, String cssClass, double x1, double y1, double x2, double y2) {
    String path =
        "M%s %sL%s %s".formatted(coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2));
    html.open("path", "class", cssClass, "d", path).close();
  }

  private static void label(Html html, String text, double x, double y, String anchor) {
    html.element("text", text, "x", coordinate(x), "y", coordinate(y), "text-anchor", anchor);
  }
}

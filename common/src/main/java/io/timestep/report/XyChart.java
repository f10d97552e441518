package io.timestep.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines and points over two axes, as inline SVG. It is drawn twice, for a wide and a narrow screen
 * (the style sheet shows one of them), so that its text keeps its size.
 *
 * @param id unique in the page
 * @param description what a reader who cannot see the chart should know
 */
record XyChart(String id, String title, String description, Axis x, Axis y, List<Series> series) {

  XyChart {
    Axis horizontal = x;
    Axis vertical = y;
    series =
        series.stream()
            .map(s -> s.on(horizontal, vertical).thinned())
            .filter(s -> !s.points().isEmpty())
            .toList();
  }

  /** How much room a chart has. */
  enum Size {
    WIDE(880, 340, 8, 6),
    NARROW(380, 250, 4, 5);

    private final int width;
    private final int height;
    private final int xTicks;
    private final int yTicks;

    Size(int width, int height, int xTicks, int yTicks) {
      this.width = width;
      this.height = height;
      this.xTicks = xTicks;
      this.yTicks = yTicks;
    }
  }

  boolean isEmpty() {
    return series.isEmpty();
  }

  /** The chart over the whole column. */
  void write(Html html) {
    write(html, "figure", List.of(Size.WIDE, Size.NARROW));
  }

  /** The chart in half a column. */
  void writeSmall(Html html) {
    write(html, "figure small", List.of(Size.NARROW));
  }

  private void write(Html html, String cssClass, List<Size> sizes) {
    html.open("figure", "class", cssClass);
    html.open("figcaption").element("span", title, "class", "caption");
    if (series.size() > 1) {
      html.open("span", "class", "legend");
      for (Series s : series) {
        html.open("span", "class", "key " + s.cssClass());
        html.element("i", "", "class", "swatch", "aria-hidden", "true").text(s.name()).close();
      }
      html.close();
    }
    html.closeLine();
    sizes.forEach(size -> draw(html, size));
    html.closeLine();
  }

  private void draw(Html html, Size size) {
    String name = id + "-" + size.name().toLowerCase(java.util.Locale.ROOT);
    html.open(
        "svg",
        "class",
        size.name().toLowerCase(java.util.Locale.ROOT),
        "viewBox",
        "0 0 %d %d".formatted(size.width, size.height),
        "role",
        "img",
        "aria-labelledby",
        "%s-title %s-desc".formatted(name, name));
    html.element("title", title, "id", name + "-title");
    html.element("desc", description, "id", name + "-desc");
    Plot plot = plot(size);
    plot.drawAxes(html);
    series.forEach(s -> plot.draw(html, s));
    html.closeLine();
  }

  private Plot plot(Size size) {
    Axis.Range xs =
        x.range(
            series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::x), size.xTicks);
    Axis.Range ys =
        y.range(
            series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::y), size.yTicks);
    int letters =
        ys.ticks().stream()
            .map(ys::text)
            .collect(Collectors.summarizingInt(String::length))
            .getMax();
    return new Plot(this, size.width, size.height, 12 + 7.0 * letters, xs, ys);
  }
}

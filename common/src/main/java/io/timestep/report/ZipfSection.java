package io.timestep.report;

import io.timestep.ngram.law.PowerLaw;
import io.timestep.report.Report.Corpus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rank against frequency, with the power law that fits best. */
record ZipfSection(List<Corpus> corpora) implements Section {
  @Override
  public String id() {
    return "zipf";
  }

  @Override
  public String title() {
    return "Rank and frequency";
  }

  @Override
  public String note() {
    return "Zipf’s law: on logarithmic axes, how often a word occurs falls with its rank along a"
        + " nearly straight line of slope −1.";
  }

  @Override
  public boolean isEmpty() {
    return chart().isEmpty();
  }

  @Override
  public void write(Html html) {
    chart().write(html);
    for (Corpus corpus : corpora) {
      List<Point> points = positive(corpus);
      if (isFittable(points)) {
        html.element("p", sentence(corpus, points), "class", "small-print");
      }
    }
  }

  private String sentence(Corpus corpus, List<Point> points) {
    PowerLaw fit = fit(points);
    return "%sLeast squares in log–log over the %s points shown: slope %s, R² = %s."
        .formatted(
            corpora.size() > 1 ? corpus.name() + ". " : "",
            Numbers.count(points.size()),
            slope(fit),
            String.format(Locale.ROOT, "%.3f", fit.r2()));
  }

  private static String slope(PowerLaw fit) {
    return String.format(Locale.ROOT, "%.2f", fit.slope()).replace('-', '−');
  }

  private XyChart chart() {
    List<Series> series = new ArrayList<>();
    List<String> slopes = new ArrayList<>();
    for (int i = 0; i < corpora.size(); i++) {
      Corpus corpus = corpora.get(i);
      List<Point> points = positive(corpus);
      String name = corpora.size() > 1 ? corpus.name() : "Words";
      series.add(new Series(name, Series.Mark.POINTS, i, labelled(points)));
      if (isFittable(points)) {
        PowerLaw fit = fit(points);
        slopes.add("%s falls with slope %s".formatted(name, slope(fit)));
        series.add(
            new Series("fit, slope " + slope(fit), Series.Mark.DASHED, i, line(fit, points)));
      }
    }
    return new XyChart(
        "zipf-chart",
        "Count of each word by its rank",
        "Scatter plot on logarithmic axes. %s.".formatted(String.join("; ", slopes)),
        new Axis("rank", Axis.Scale.LOG),
        new Axis("count", Axis.Scale.LOG),
        series);
  }

  private static List<Point> positive(Corpus corpus) {
    return corpus.ranks().stream().filter(p -> p.x() > 0 && p.y() > 0).toList();
  }

  private static PowerLaw fit(List<Point> points) {
    return PowerLaw.fit(
        points.stream().mapToDouble(Point::x).toArray(),
        points.stream().mapToDouble(Point::y).toArray());
  }

  private static boolean isFittable(List<Point> points) {
    return points.stream().mapToDouble(Point::x).distinct().count() > 1;
  }

  private static List<Point> labelled(List<Point> points) {
    return points.stream()
        .map(
            p ->
                new Point(
                    p.x(),
                    p.y(),
                    "rank %s: %s".formatted(Numbers.count(p.x()), Numbers.count(p.y()))))
        .toList();
  }

  private static List<Point> line(PowerLaw fit, List<Point> points) {
    double first = points.stream().mapToDouble(Point::x).min().orElseThrow();
    double last = points.stream().mapToDouble(Point::x).max().orElseThrow();
    // A line that falls below one occurrence would leave the data behind.
    double lastShown = fit.slope() < 0 ? Math.min(last, root(fit, 1)) : last;
    return List.of(new Point(first, fit.at(first)), new Point(lastShown, fit.at(lastShown)));
  }

  /** Where the line reaches y. */
  private static double root(PowerLaw fit, double y) {
    return Math.pow(10, (Math.log10(y) - fit.intercept()) / fit.slope());
  }
}

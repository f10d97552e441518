package io.timestep.report;

import io.timestep.ngram.law.PowerLaw;
import io.timestep.report.Report.Corpus;
import java.util.ArrayList;
import java.util.List;

/** How the vocabulary grows with the text, with Heaps' law. */
record GrowthSection(List<Corpus> corpora) implements Section {
  @Override
  public String id() {
    return "growth";
  }

  @Override
  public String title() {
    return "Growth of the vocabulary";
  }

  @Override
  public String note() {
    return "Heaps’ law: how many different words there are among the first n grows with a power of n"
        + " below 1. The vocabulary never ends, but new words become rarer.";
  }

  @Override
  public boolean isEmpty() {
    return chart().isEmpty();
  }

  @Override
  public void write(Html html) {
    chart().write(html);
    for (Corpus corpus : corpora) {
      if (isFittable(corpus)) {
        html.element("p", sentence(corpus), "class", "small-print");
      }
    }
  }

  private String sentence(Corpus corpus) {
    PowerLaw law = fit(corpus);
    return "%sLeast squares in log–log over the %s points shown: V(n) = %s · n^%s, R² = %s."
        .formatted(
            corpora.size() > 1 ? corpus.name() + ". " : "",
            Numbers.count(corpus.growth().size()),
            Numbers.measure(law.at(1)),
            Numbers.fixed(law.slope(), 2),
            Numbers.fixed(law.r2(), 3));
  }

  private XyChart chart() {
    List<Series> series = new ArrayList<>();
    List<String> exponents = new ArrayList<>();
    for (int i = 0; i < corpora.size(); i++) {
      Corpus corpus = corpora.get(i);
      String name = corpora.size() > 1 ? corpus.name() : "Different words";
      series.add(new Series(name, Series.Mark.POINTS, i, labelled(corpus.growth())));
      if (isFittable(corpus)) {
        PowerLaw law = fit(corpus);
        String exponent = Numbers.fixed(law.slope(), 2);
        exponents.add("%s grow with exponent %s".formatted(name, exponent));
        series.add(
            new Series("fit, exponent " + exponent, Series.Mark.DASHED, i, line(law, corpus)));
      }
    }
    return new XyChart(
        "growth-chart",
        "Different words among the first words of the text",
        "Scatter plot on logarithmic axes. %s.".formatted(String.join("; ", exponents)),
        new Axis("words of text", Axis.Scale.LOG),
        new Axis("different words", Axis.Scale.LOG),
        series);
  }

  private static boolean isFittable(Corpus corpus) {
    return corpus.growth().size() > 1;
  }

  private static PowerLaw fit(Corpus corpus) {
    return PowerLaw.fit(
        corpus.growth().stream().mapToDouble(Point::x).toArray(),
        corpus.growth().stream().mapToDouble(Point::y).toArray());
  }

  private static List<Point> labelled(List<Point> points) {
    return points.stream()
        .map(
            p ->
                new Point(
                    p.x(),
                    p.y(),
                    "%s words: %s different".formatted(Numbers.count(p.x()), Numbers.count(p.y()))))
        .toList();
  }

  private static List<Point> line(PowerLaw law, Corpus corpus) {
    double first = corpus.growth().get(0).x();
    double last = corpus.growth().get(corpus.growth().size() - 1).x();
    return List.of(new Point(first, law.at(first)), new Point(last, law.at(last)));
  }
}

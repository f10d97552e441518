package io.timestep.report;

import io.timestep.ngram.law.VocabularyGrowth;
import io.timestep.ngram.law.VocabularyGrowth.HeapsLaw;
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
    VocabularyGrowth growth = growth(corpus);
    HeapsLaw law = growth.heapsLaw();
    return "%sLeast squares in log–log from the square root of the text’s length on, %s points: V(n) = %s · n^%s, R² = %s."
        .formatted(
            corpora.size() > 1 ? corpus.name() + ". " : "",
            Numbers.count(growth.fitted().size()),
            Numbers.measure(law.k()),
            Numbers.fixed(law.beta(), 2),
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
        HeapsLaw law = growth(corpus).heapsLaw();
        String exponent = Numbers.fixed(law.beta(), 2);
        exponents.add("%s grow with exponent %s".formatted(name, exponent));
        series.add(
            new Series(
                "fit, exponent " + exponent, Series.Mark.DASHED, i, line(growth(corpus), law)));
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
    return growth(corpus).fitted().size() > 1;
  }

  private static VocabularyGrowth growth(Corpus corpus) {
    return new VocabularyGrowth(
        corpus.growth().stream()
            .map(p -> new VocabularyGrowth.Point((long) p.x(), (long) p.y()))
            .toList());
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

  private static List<Point> line(VocabularyGrowth growth, HeapsLaw law) {
    double first = growth.fitted().get(0).tokens();
    double last = growth.fitted().get(growth.fitted().size() - 1).tokens();
    return List.of(new Point(first, law.at(first)), new Point(last, law.at(last)));
  }
}

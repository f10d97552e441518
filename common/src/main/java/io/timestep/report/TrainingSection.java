package io.timestep.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.timestep.report.History.Round;
import io.timestep.report.Report.Evaluation;
import io.timestep.report.Report.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The models, and how they learned. */
record TrainingSection(Report report) implements Section {
  @Override
  public String id() {
    return "training";
  }

  @Override
  public String title() {
    return "Training";
  }

  @Override
  public String note() {
    Map<String, List<String>> modelsByRule =
        report.models().stream()
            .collect(
                groupingBy(
                    m -> m.recipe().rule(), LinkedHashMap::new, mapping(Model::name, toList())));
    List<String> points = new ArrayList<>();
    modelsByRule.forEach(
        (rule, models) ->
            points.add(
                (modelsByRule.size() == 1 ? "" : String.join(", ", models) + ": ") + point(rule)));
    return String.join(" ", points) + " Validation follows each epoch.";
  }

  /** What a point of a curve stands for. */
  private static String point(String rule) {
    String round = "Each point of a curve is a round: every replica trains alone, then ";
    String mean = "their parameters are averaged by tokens";
    return switch (rule) {
      case "" -> round + "they are merged.";
      case Recipe.AVERAGE -> round + mean + ".";
      case Recipe.DL4J_STOCK ->
          "Each point of a curve is an epoch of dl4j-spark’s own parameter averaging, which does not"
              + " tell of its rounds.";
      default -> "%s%s, and the rule %s moves the model.".formatted(round, mean, rule);
    };
  }

  @Override
  public boolean isEmpty() {
    return report.models().isEmpty();
  }

  @Override
  public void write(Html html) {
    XyChart perplexity = perplexity();
    if (!perplexity.isEmpty()) {
      perplexity.write(html);
    }
    for (Model model : report.models()) {
      turns(html, model);
    }
    pair(
        html,
        curve("learning-rate", "Learning rate", Round::learningRate),
        curve("gradient-norm", "Gradient norm (L2)", Round::gradientNorm));
    pair(
        html,
        curve("divergence", "Divergence of the replicas", Round::divergence),
        curve("speed", "Tokens a second", Round::tokensPerSecond));
    Table.facts(html, "Models", report.models(), Model::name, facts());
  }

  private void turns(Html html, Model model) {
    String turns = Turns.of(model.history(), model.recipe().epochs());
    if (!turns.isEmpty()) {
      String name = report.models().size() == 1 ? "" : model.name() + ": ";
      html.element("p", name + turns, "class", "small-print").text("\n");
    }
  }

  private static void pair(Html html, XyChart left, XyChart right) {
    if (left.isEmpty() && right.isEmpty()) {
      return;
    }
    html.open("div", "class", "pair");
    for (XyChart chart : List.of(left, right)) {
      if (!chart.isEmpty()) {
        chart.writeSmall(html);
      }
    }
    html.closeLine();
  }

  private List<Table.Fact<Model>> facts() {
    return List.of(
        new Table.Fact<>("Test perplexity", m -> Numbers.measure(testPerplexity(m))),
        new Table.Fact<>("Validation perplexity", m -> Numbers.measure(m.validationPerplexity())),
        new Table.Fact<>("Architecture", m -> orNone(m.recipe().architecture())),
        new Table.Fact<>("Merge rule", m -> orNone(m.recipe().rule())),
        new Table.Fact<>("Parameters", m -> Numbers.count(m.parameters())),
        new Table.Fact<>("Vocabulary", m -> Numbers.count(m.vocabularySize())),
        new Table.Fact<>("Replicas", m -> Numbers.count(m.replicas())),
        new Table.Fact<>("Rounds", m -> Numbers.count(m.rounds())),
        new Table.Fact<>("Epochs", m -> Numbers.count(m.epochs())),
        new Table.Fact<>("Tokens trained on", m -> Numbers.count(m.tokens())),
        new Table.Fact<>("Tokens a second", m -> Numbers.count(m.tokensPerSecond())),
        new Table.Fact<>("Time", m -> Numbers.duration(m.seconds())));
  }

  private static String orNone(String text) {
    return text.isEmpty() ? Numbers.NONE : text;
  }

  private double testPerplexity(Model model) {
    return report.evaluationOf(model).map(Evaluation::perplexity).orElse(Double.NaN);
  }

  private XyChart perplexity() {
    List<Series> series = new ArrayList<>();
    List<Model> models = report.models();
    for (int i = 0; i < models.size(); i++) {
      Model model = models.get(i);
      boolean alone = models.size() == 1;
      series.add(
          new Series(
              alone ? "Training" : model.name() + ", training",
              Series.Mark.LINE,
              i,
              model.history().curve(Round::trainPerplexity)));
      series.add(
          new Series(
              alone ? "Validation" : model.name() + ", validation",
              Series.Mark.POINTS,
              alone ? 1 : i,
              model.history().validationCurve()));
    }
    return new XyChart(
        "training-curve",
        "Perplexity",
        "Training perplexity of each round by tokens seen, and validation perplexity as points.",
        new Axis("tokens seen", Axis.Scale.LINEAR),
        new Axis("perplexity", Axis.Scale.LOG),
        series);
  }

  private XyChart curve(String id, String title, ToDoubleFunction<Round> value) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < report.models().size(); i++) {
      Model model = report.models().get(i);
      series.add(new Series(model.name(), Series.Mark.LINE, i, model.history().curve(value)));
    }
    return new XyChart(
        id,
        title,
        title + " of each round by tokens seen.",
        new Axis("tokens seen", Axis.Scale.LINEAR),
        new Axis("", Axis.Scale.LINEAR),
        series);
  }
}

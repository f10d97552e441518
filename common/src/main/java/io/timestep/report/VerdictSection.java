package io.timestep.report;

import io.timestep.report.Fields.Field;
import io.timestep.report.Report.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether the models are any better than counting words. */
record VerdictSection(Report report) implements Section {
  private static final String MODEL = "This model";

  @Override
  public String id() {
    return "verdict";
  }

  @Override
  public String title() {
    return "Verdict";
  }

  @Override
  public String note() {
    return "Perplexity is how many equally likely next tokens a model hesitates between: lower is"
        + " better. Bars begin at zero.";
  }

  @Override
  public boolean isEmpty() {
    return report.evaluations().isEmpty();
  }

  @Override
  public void write(Html html) {
    List<Evaluation> evaluations = report.evaluations();
    for (Evaluation evaluation : evaluations) {
      if (evaluations.size() > 1 || report.models().size() > 1) {
        html.element("h3", report.nameOf(evaluation));
      }
      html.element("p", sentence(evaluation), "class", "verdict");
      if (!Double.isNaN(evaluation.perplexity())) {
        bars(html, evaluation);
      }
    }
    Table.facts(
        html,
        "Scores on the test text",
        evaluations,
        report::nameOf,
        List.of(
            new Table.Fact<>("Perplexity", e -> Numbers.measure(e.perplexity())),
            new Table.Fact<>("Bits per character", e -> Numbers.measure(e.bitsPerCharacter())),
            new Table.Fact<>("Accuracy", e -> Numbers.percent(e.accuracy())),
            new Table.Fact<>("Accuracy among the best 5", e -> Numbers.percent(e.accuracyAt5())),
            new Table.Fact<>(
                "Tokens outside the vocabulary", e -> Numbers.percent(e.unknownRate())),
            new Table.Fact<>("Tokens scored", e -> Numbers.count(e.tokens()))));
  }

  /** The outcome in words; a model that does not win is said not to. */
  static String sentence(Evaluation evaluation) {
    double model = evaluation.perplexity();
    if (Double.isNaN(model)) {
      return "The result has no perplexity, so there is nothing to compare.";
    }
    if (evaluation.baselines().isEmpty()) {
      return "Perplexity %s. No baseline was measured, so the number stands alone."
          .formatted(Numbers.measure(model));
    }
    Field best =
        evaluation.baselines().stream().min(Comparator.comparingDouble(Field::value)).orElseThrow();
    String against =
        "perplexity %s against %s of the %s baseline, %s"
            .formatted(
                Numbers.measure(model),
                Numbers.measure(best.value()),
                best.name(),
                difference(model, best.value()));
    if (model < best.value()) {
      String whom =
          evaluation.baselines().size() == 1
              ? "the " + best.name() + " baseline"
              : "every baseline";
      return "The model beats %s: %s.".formatted(whom, against);
    }
    String beaten =
        evaluation.baselines().stream()
            .filter(b -> model < b.value())
            .map(b -> "%s (%s)".formatted(b.name(), Numbers.measure(b.value())))
            .collect(Collectors.joining(" and "));
    return "The model does not beat the %s baseline: %s. %s"
        .formatted(
            best.name(),
            against,
            beaten.isEmpty() ? "It beats none of the baselines." : "It does beat " + beaten + ".");
  }

  private static String difference(double model, double baseline) {
    double share = Math.abs(model - baseline) / baseline;
    return model == baseline
        ? "exactly the same"
        : "%s %s".formatted(Numbers.percent(share), model < baseline ? "lower" : "higher");
  }

  private static void bars(Html html, Evaluation evaluation) {
    List<Field> bars = new ArrayList<>(evaluation.baselines());
    bars.add(new Field(MODEL, evaluation.perplexity()));
    bars.sort(Comparator.comparingDouble(Field::value));
    double longest = bars.get(bars.size() - 1).value();
    html.open("table", "class", "bars", "aria-label", "Perplexity of the model and the baselines");
    html.open("tbody");
    for (Field bar : bars) {
      boolean isModel = bar.name().equals(MODEL);
      html.open("tr", "class", isModel ? "model" : null);
      Table.rowName(html, isModel ? MODEL : Words.ofField(bar.name()));
      html.open("td", "class", "track").open("div", "class", "bar");
      double share = longest > 0 && Double.isFinite(longest) ? bar.value() / longest : 0;
      html.open("i", "style", String.format(Locale.ROOT, "width:%.2f%%", 100 * share)).close();
      html.close().close();
      Table.number(html, Numbers.measure(bar.value()));
      html.closeLine();
    }
    html.close().closeLine();
  }
}

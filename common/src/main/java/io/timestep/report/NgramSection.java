package io.timestep.report;

import io.timestep.report.Report.Corpus;
import io.timestep.report.Report.NgramCount;
import io.timestep.report.Report.NgramOrder;
import java.util.ArrayList;
import java.util.List;

/** How many N-grams there are, how rare they are, and the most frequent. */
record NgramSection(List<Corpus> corpora) implements Section {
  /** How far counts of counts are shown: those that smoothing needs. */
  private static final int COUNTS = 4;

  @Override
  public String id() {
    return "ngrams";
  }

  @Override
  public String title() {
    return "N-grams";
  }

  @Override
  public String note() {
    return "A type is a different N-gram, a hapax one that occurs once. The longer the N-gram, the"
        + " more of them are seen only once.";
  }

  @Override
  public boolean isEmpty() {
    return corpora.stream().allMatch(c -> c.orders().isEmpty());
  }

  @Override
  public void write(Html html) {
    for (Corpus corpus : corpora) {
      if (corpora.size() > 1) {
        html.element("h3", corpus.name());
      }
      orders(html, corpus);
      html.open("div", "class", "tops");
      for (NgramOrder order : corpus.orders()) {
        if (!order.top().isEmpty()) {
          top(html, order);
        }
      }
      html.closeLine();
    }
  }

  private static void orders(Html html, Corpus corpus) {
    List<String> columns =
        new ArrayList<>(List.of("Length", "#Types", "#Hapaxes (seen once)", "#Share"));
    for (int i = 2; i <= COUNTS; i++) {
      columns.add("#Seen %d×".formatted(i));
    }
    Table.open(html, "N-grams by length, " + corpus.name(), columns);
    for (NgramOrder order : corpus.orders()) {
      html.open("tr");
      Table.rowName(html, name(order.order()));
      Table.number(html, Numbers.count(order.types()));
      Table.number(html, Numbers.count(order.hapaxes()));
      Table.number(html, Numbers.percent(order.hapaxes() / order.types()));
      for (int i = 1; i < COUNTS; i++) {
        List<Double> counts = order.countOfCounts();
        Table.number(html, Numbers.count(i < counts.size() ? counts.get(i) : Double.NaN));
      }
      html.closeLine();
    }
    Table.close(html);
  }

  private static void top(Html html, NgramOrder order) {
    html.open("div", "class", "top").element("h4", "Most frequent " + plural(order.order()));
    html.open("ol");
    double most = order.top().get(0).count();
    for (NgramCount ngram : order.top()) {
      html.open("li");
      html.open("span", "class", "ngram", "lang", Words.language(ngram.ngram()));
      Words.write(html, ngram.ngram());
      html.close().element("span", Numbers.count(ngram.count()), "class", "number");
      html.open("i", "style", "width:" + Html.coordinate(100 * ngram.count() / most) + "%");
      html.close().closeLine();
    }
    html.close().closeLine();
  }

  private static String name(int order) {
    return switch (order) {
      case 1 -> "Unigrams";
      case 2 -> "Bigrams";
      case 3 -> "Trigrams";
      default -> order + "-grams";
    };
  }

  private static String plural(int order) {
    return order == 1 ? "words" : name(order).toLowerCase(java.util.Locale.ROOT);
  }
}

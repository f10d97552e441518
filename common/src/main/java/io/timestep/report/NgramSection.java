package io.timestep.report;

import io.timestep.report.Report.Corpus;
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
    String note =
        "A type is a different N-gram, a hapax one that occurs once. The longer the N-gram, the"
            + " more of them are seen only once.";
    return hasDocuments()
        ? note + " Behind a count stands in how many documents (lines, or rows of a table) it is."
        : note;
  }

  private boolean hasDocuments() {
    return corpora.stream()
        .flatMap(corpus -> corpus.orders().stream())
        .flatMap(order -> order.top().stream())
        .anyMatch(ngram -> !Double.isNaN(ngram.documents()));
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
          TopList.write(html, "Most frequent " + plural(order.order()), order.top());
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

package io.timestep.report;

import io.timestep.report.Report.Collocation;
import io.timestep.report.Report.Corpus;
import java.util.List;

/** Words that stand together more often than their counts let expect. */
record CollocationSection(List<Corpus> corpora) implements Section {
  private static final List<String> COLUMNS =
      List.of("Words", "#Count", "#G²", "#PMI", "#NPMI", "#χ²", "#t");

  @Override
  public String id() {
    return "collocations";
  }

  @Override
  public String title() {
    return "Collocations";
  }

  @Override
  public String note() {
    return "Words that stand together more often than chance would put them, by the log-likelihood"
        + " ratio G². PMI, in bits, is highest where words hardly occur apart; NPMI is its share of the"
        + " most that is possible. Of three words, the first two are taken as one.";
  }

  @Override
  public boolean isEmpty() {
    return corpora.stream().allMatch(c -> c.collocations().stream().allMatch(List::isEmpty));
  }

  @Override
  public void write(Html html) {
    for (Corpus corpus : corpora) {
      List<List<Collocation>> orders = corpus.collocations();
      for (int i = 0; i < orders.size(); i++) {
        if (!orders.get(i).isEmpty()) {
          String name = i == 0 ? "Two words" : "Three words";
          String title = corpora.size() > 1 ? "%s, %s".formatted(name, corpus.name()) : name;
          html.element("h3", title);
          table(html, "Collocations: " + title, orders.get(i));
        }
      }
    }
  }

  private static void table(Html html, String caption, List<Collocation> rows) {
    Table.open(html, caption, COLUMNS);
    for (Collocation row : rows) {
      html.open("tr").open("th", "scope", "row", "lang", Words.language(row.ngram()));
      Words.write(html, row.ngram());
      html.close();
      Table.number(html, Numbers.count(row.count()));
      Table.number(html, Numbers.count(row.logLikelihoodRatio()));
      Table.number(html, Numbers.fixed(row.pmi(), 2));
      Table.number(html, Numbers.fixed(row.normalizedPmi(), 2));
      Table.number(html, Numbers.count(row.chiSquared()));
      Table.number(html, Numbers.fixed(row.tScore(), 1));
      html.closeLine();
    }
    Table.close(html);
  }
}

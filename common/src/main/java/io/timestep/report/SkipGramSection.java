package io.timestep.report;

import io.timestep.report.Report.Corpus;
import io.timestep.report.Report.SkipGrams;
import java.util.List;

/** Words that stand in one line with few others between them. */
record SkipGramSection(List<Corpus> corpora) implements Section {
  @Override
  public String id() {
    return "skipgrams";
  }

  @Override
  public String title() {
    return "Skip-grams";
  }

  @Override
  public String note() {
    return "Words of a line in their order, others between them left out. Those next to each other"
        + " are among them.";
  }

  @Override
  public boolean isEmpty() {
    return corpora.stream().allMatch(corpus -> corpus.skipGrams().top().isEmpty());
  }

  @Override
  public void write(Html html) {
    List<Corpus> counted =
        corpora.stream().filter(corpus -> !corpus.skipGrams().top().isEmpty()).toList();
    Table.facts(
        html,
        "Skip-grams",
        counted,
        Corpus::name,
        List.of(
            new Table.Fact<>("Words", c -> Numbers.count(c.skipGrams().words())),
            new Table.Fact<>("Left out, at most", c -> Numbers.count(c.skipGrams().skip())),
            new Table.Fact<>("Occurrences", c -> Numbers.count(c.skipGrams().ngrams())),
            new Table.Fact<>("Types", c -> Numbers.count(c.skipGrams().types())),
            new Table.Fact<>("Hapaxes (seen once)", c -> Numbers.count(c.skipGrams().hapaxes()))));
    html.open("div", "class", "tops");
    for (Corpus corpus : counted) {
      SkipGrams skipGrams = corpus.skipGrams();
      TopList.write(
          html,
          corpora.size() > 1 ? "Most frequent, " + corpus.name() : "Most frequent",
          skipGrams.top());
    }
    html.closeLine();
  }
}

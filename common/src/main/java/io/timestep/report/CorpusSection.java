package io.timestep.report;

import io.timestep.report.Report.Corpus;
import io.timestep.report.Report.Sequences;
import io.timestep.report.Report.Split;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How much text there was, what was odd about it, and how it was encoded. */
record CorpusSection(List<Corpus> corpora, List<Sequences> sequences) implements Section {
  @Override
  public String id() {
    return "corpus";
  }

  @Override
  public String title() {
    return "Corpus";
  }

  @Override
  public String note() {
    return "What was read, and what was odd about the text: counted, not dropped.";
  }

  @Override
  public boolean isEmpty() {
    return corpora.isEmpty() && sequences.isEmpty();
  }

  @Override
  public void write(Html html) {
    if (!corpora.isEmpty()) {
      html.element("h3", "Text");
      Table.facts(html, "Text", corpora, Corpus::name, corpusFacts());
    }
    if (!sequences.isEmpty()) {
      html.element("h3", "Encoded sequences");
      Table.facts(html, "Encoded sequences", sequences, Sequences::name, sequenceFacts());
    }
  }

  private List<Table.Fact<Corpus>> corpusFacts() {
    List<Table.Fact<Corpus>> facts = new ArrayList<>();
    facts.add(new Table.Fact<>("Sentences", c -> Numbers.count(c.sentences())));
    facts.add(new Table.Fact<>("Tokens", c -> Numbers.count(c.tokens())));
    facts.add(
        new Table.Fact<>("Tokens a sentence", c -> Numbers.measure(c.tokens() / c.sentences())));
    Set<String> fields = new LinkedHashSet<>();
    corpora.forEach(c -> c.text().forEach(f -> fields.add(f.name())));
    for (String field : fields) {
      facts.add(new Table.Fact<>(Words.ofField(field), c -> Numbers.count(oddity(c, field))));
    }
    facts.add(new Table.Fact<>("Time", c -> Numbers.duration(c.seconds())));
    facts.add(new Table.Fact<>("Tokens a second", c -> Numbers.count(c.tokensPerSecond())));
    return facts;
  }

  private static double oddity(Corpus corpus, String field) {
    return corpus.text().stream()
        .filter(f -> f.name().equals(field))
        .mapToDouble(Fields.Field::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  private List<Table.Fact<Sequences>> sequenceFacts() {
    Stream<Table.Fact<Sequences>> whole =
        Stream.of(
            new Table.Fact<>("Sentences", s -> Numbers.count(s.sentences())),
            new Table.Fact<>("Tokens", s -> Numbers.count(s.tokens())),
            new Table.Fact<>("Vocabulary", s -> Numbers.count(s.vocabularySize())),
            new Table.Fact<>("Tokens outside it", s -> Numbers.percent(s.oovRate())));
    Set<String> names = new LinkedHashSet<>();
    sequences.forEach(s -> s.splits().forEach(split -> names.add(split.name())));
    Stream<Table.Fact<Sequences>> splits =
        names.stream()
            .map(n -> new Table.Fact<>(Words.ofField(n) + ", tokens", s -> splitTokens(s, n)));
    return Stream.concat(whole, splits).toList();
  }

  private static String splitTokens(Sequences sequences, String name) {
    return sequences.splits().stream()
        .filter(s -> s.name().equals(name))
        .map(Split::tokens)
        .map(Numbers::count)
        .findFirst()
        .orElse(Numbers.NONE);
  }
}

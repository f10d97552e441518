package io.timestep.report;

import io.timestep.report.Report.Evaluation;
import io.timestep.report.Report.Model;
import io.timestep.util.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The report: one HTML page that loads nothing, neither a script nor a font nor an image, and works
 * from a file. The same results give the same page.
 */
public final class ReportPage {
  /** Tells the browser what holds anyway: nothing is loaded and no script runs. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  private ReportPage() {}

  /**
   * The page for some results.
   *
   * @param runs result folders, or folders that hold result folders (the output of {@code run})
   * @return the HTML document
   * @throws io.timestep.util.UserException if a path is no result and holds none, was written in a
   *     newer format, or a file in it is broken
   */
  public static String of(Store store, List<String> runs, ReportConfig config) {
    return html(ReportReader.read(store, runs, config));
  }

  static String html(Report report) {
    List<Section> sections =
        List.<Section>of(
                new VerdictSection(report),
                new CorpusSection(report.corpora(), report.sequences()),
                new NgramSection(report.corpora()),
                new CollocationSection(report.corpora()),
                new SkipGramSection(report.corpora()),
                new ZipfSection(report.corpora()),
                new GrowthSection(report.corpora()),
                new TrainingSection(report),
                new ReplicaSection(report.models()),
                new SampleSection(report.texts()),
                new ConfigurationSection(report.models()))
            .stream()
            .filter(section -> !section.isEmpty())
            .toList();
    Html html = new Html();
    html.open("html", "lang", "en").text("\n");
    head(html, report.title());
    html.open("body").text("\n");
    header(html, report, sections);
    html.open("main").text("\n");
    sections.forEach(section -> section(html, section));
    html.closeLine();
    footer(html, report);
    html.closeLine().closeLine();
    return html.document();
  }

  private static void head(Html html, String title) {
    html.open("head");
    html.open("meta", "charset", "utf-8");
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.open("meta", "name", "color-scheme", "content", "light dark");
    html.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.element("title", title).text("\n").style(styleSheet()).closeLine();
  }

  private static void header(Html html, Report report, List<Section> sections) {
    html.open("header");
    html.element("h1", report.title(), "lang", Words.language(report.title()));
    html.open("dl", "class", "tiles");
    for (Tile tile : tiles(report)) {
      html.open("div");
      html.element("dt", tile.label()).element("dd", tile.value()).closeLine();
    }
    html.closeLine();
    html.open("nav", "aria-label", "Sections");
    sections.forEach(s -> html.element("a", s.title(), "href", "#" + s.id()).text(" "));
    html.close().closeLine();
  }

  private static void section(Html html, Section section) {
    html.open("section", "id", section.id(), "aria-labelledby", section.id() + "-title");
    html.open("div", "class", "heading");
    html.element("h2", section.title(), "id", section.id() + "-title");
    html.element("p", section.note(), "class", "note").closeLine();
    html.open("div", "class", "content").text("\n");
    section.write(html);
    html.close().closeLine();
  }

  private static void footer(Html html, Report report) {
    html.open("footer")
        .element("p", "Written by Timestep. A dash is a number that was not in the result.");
    if (!report.notShown().isEmpty()) {
      html.element("p", "Not shown: " + String.join(", ", report.notShown()) + ".");
    }
    html.closeLine();
  }

  private record Tile(String label, String value) {}

  /** Key figures of whatever results there are; of several models, the best one's. */
  private static List<Tile> tiles(Report report) {
    List<Tile> tiles = new ArrayList<>();
    Optional<Model> best =
        report.models().stream().min(Comparator.comparingDouble(Model::validationPerplexity));
    best.map(report::evaluationOf)
        .orElseGet(
            () ->
                report.evaluations().stream()
                    .min(Comparator.comparingDouble(Evaluation::perplexity)))
        .ifPresent(e -> tiles.add(new Tile("Test perplexity", Numbers.measure(e.perplexity()))));
    best.ifPresent(
        m ->
            tiles.add(
                new Tile("Validation perplexity", Numbers.measure(m.validationPerplexity()))));
    report.corpora().stream()
        .findFirst()
        .ifPresent(c -> tiles.add(new Tile("Tokens of text", Numbers.compact(c.tokens()))));
    report.sequences().stream()
        .findFirst()
        .ifPresent(s -> tiles.add(new Tile("Vocabulary", Numbers.compact(s.vocabularySize()))));
    best.ifPresent(
        m -> {
          if (report.sequences().isEmpty()) {
            tiles.add(new Tile("Vocabulary", Numbers.compact(m.vocabularySize())));
          }
          tiles.add(new Tile("Parameters", Numbers.compact(m.parameters())));
          tiles.add(new Tile("Tokens a second", Numbers.compact(m.tokensPerSecond())));
        });
    if (best.isEmpty()) {
      report.corpora().stream()
          .findFirst()
          .ifPresent(
              c -> tiles.add(new Tile("Tokens a second", Numbers.compact(c.tokensPerSecond()))));
    }
    return tiles;
  }

  private static String styleSheet() {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the style sheet", e);
    }
  }
}

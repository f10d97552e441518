package io.timestep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.util.LocalStore;
import io.timestep.util.UserException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportPageTest {
  private static final ReportConfig CONFIG = new ReportConfig("WordNet definitions", 12);

  @TempDir Path temp;
  private ResultFolders folders;

  @BeforeEach
  void setUp() {
    folders = new ResultFolders(temp.resolve("out").toString());
  }

  @Test
  void showsEverySectionOfAFinishedRunAndIsWellFormed() throws Exception {
    folders.everything();

    String page = page(temp.resolve("out").toString());

    // To be looked at: this is how the page is designed.
    Files.writeString(Path.of("target", "report-example.html"), page);
    assertThat(sections(page))
        .containsExactly(
            "verdict",
            "corpus",
            "ngrams",
            "collocations",
            "zipf",
            "growth",
            "training",
            "replicas",
            "samples",
            "configuration");
    assertThat(page)
        .contains("The model beats every baseline: perplexity 171.4 against 243.1")
        .contains("1,471,002")
        .contains("lstm 2 × 200")
        .contains("united states")
        .contains("17,311")
        .contains("fit, exponent 0.")
        .contains("이 영화");
  }

  @Test
  void loadsNothing() {
    folders.everything();

    String page = page(temp.resolve("out").toString());

    assertThat(page)
        .doesNotContain(
            "<script", "<link", "<img", "<iframe", "@import", "url(", "src=", "http:", "https:");
    assertThat(Pattern.compile("href=\"(?!#)").matcher(page).find()).isFalse();
  }

  @Test
  void textOfTheCorpusNeverBecomesMarkup() throws Exception {
    String attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    folders.everything();
    folders.write("stats", "top-1.tsv", "5\t" + attack + "\n");
    folders.write("train", "model.conf", "# </pre>" + attack + "\n");
    folders.result(
        "generate",
        "text",
        Map.of("samples", List.of(Map.of("prompt", attack, "text", "bell \u0007 nul \u0000"))));
    folders.result(
        "evaluate",
        "evaluation",
        Map.of("perplexity", 2.0, "baselines", Map.of(attack, Map.of("perplexity", 3.0))));

    String page =
        ReportPage.of(
            new LocalStore(),
            List.of(temp.resolve("out").toString()),
            new ReportConfig(attack, 10));

    Document document = parse(page);
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("img").getLength()).isZero();
    assertThat(document.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo(attack);
  }

  @Test
  void anySubsetOfTheResultsMakesAPage() throws Exception {
    Map<String, List<String>> sectionsOf =
        Map.of(
            folders.stats("s"), List.of("corpus", "ngrams", "collocations", "zipf", "growth"),
            folders.sequences("q"), List.of("corpus"),
            folders.model("m", 1, 3, 200), List.of("training", "replicas", "configuration"),
            folders.evaluation("e", 9, 8, 7), List.of("verdict"),
            folders.text("t"), List.of("samples"));

    for (Map.Entry<String, List<String>> entry : sectionsOf.entrySet()) {
      assertThat(sections(page(entry.getKey()))).isEqualTo(entry.getValue());
    }
  }

  @Test
  void aMissingNumberIsADash() throws Exception {
    for (String kind : List.of("stats", "sequences", "model", "evaluation", "text")) {
      folders.result(kind, kind, Map.of());
    }

    Document document = parse(page(temp.resolve("out").toString()));

    NodeList tiles = document.getElementsByTagName("dd");
    assertThat(tiles.getLength()).isPositive();
    for (int i = 0; i < tiles.getLength(); i++) {
      assertThat(tiles.item(i).getTextContent()).isEqualTo("–");
    }
    assertThat(document.getDocumentElement().getTextContent()).doesNotContain("NaN");
  }

  @Test
  void saysSoWhenTheModelLoses() {
    String page = page(folders.evaluation("e", 300.0, 812.9, 243.06));

    assertThat(page)
        .contains("The model does not beat the bigram baseline")
        .contains("23.4% higher")
        .contains("It does beat unigram (812.9).");
    assertThat(page(folders.evaluation("e", 900.0, 812.9, 243.06)))
        .contains("It beats none of the baselines.");
  }

  @Test
  void overlaysSeveralModelsAndTellsThemApart() throws Exception {
    String first = folders.model("one/train", 1, 2, 260);
    String second = folders.model("two/train", 2, 4, 230);
    folders.evaluation("two/evaluate", 155.5, 800, 240);

    String page = page(first, temp.resolve("out/two").toString());

    Files.writeString(Path.of("target", "report-models.html"), page);
    Document document = parse(page);
    assertThat(page)
        .contains("one/train, training", "two/train, validation", "<h3>two/train (evaluate)</h3>");
    assertThat(lines(document, "training-curve-wide")).isEqualTo(2);
    assertThat(lines(document, "divergence-narrow")).isEqualTo(2);
    assertThat(lines(document, "speed-narrow")).isEqualTo(2);
    assertThat(rowText(document, "Test perplexity")).isEqualTo("Test perplexity–155.5");
    assertThat(second).endsWith("two/train");
  }

  @Test
  void listsNoMoreNgramsThanAskedFor() {
    folders.stats("stats");

    String page =
        ReportPage.of(
            new LocalStore(), List.of(folders.path("stats")), new ReportConfig("Report", 2));

    assertThat(page).contains("71,402").doesNotContain("61,377");
  }

  @Test
  void documentsAndSkipGramsAreShownWhereTheyWereCounted() throws Exception {
    String plain = page(folders.stats("plain"));
    String counted = folders.stats("counted");
    folders.write("counted", "top-2.tsv", "514\tof the\t398\n");
    folders.write("counted", "skipgrams.tsv", "903\tthe of\n77\t영화 정말\n");
    folders.result(
        "counted",
        "stats",
        Map.of("skipGrams", Map.of("words", 2, "skip", 3, "ngrams", 4321, "types", 987)));

    String page = page(counted);

    assertThat(plain).doesNotContain("documents (lines").doesNotContain("id=\"skipgrams\"");
    assertThat(page).contains("documents (lines, or rows of a table)");
    assertThat(listItems(parse(page))).contains("of the514 in 398", "the of903", "영화 정말77");
    assertThat(sections(page)).containsSubsequence("ngrams", "collocations", "skipgrams", "zipf");
    assertThat(page).contains("4,321", "987", "Left out, at most");
  }

  private static List<String> listItems(Document document) {
    NodeList items = document.getElementsByTagName("li");
    return IntStream.range(0, items.getLength())
        .mapToObj(i -> items.item(i).getTextContent().trim())
        .toList();
  }

  @Test
  void documentsThatAreNoNumberAreRefused() {
    folders.stats("s");
    folders.write("s", "top-2.tsv", "514\tof the\tmany\n");

    assertThatThrownBy(() -> page(folders.path("s")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("top-2.tsv:1: expected a number, got 'many'; run stats again");
  }

  @Test
  void aPromptThatTheModelReadOtherwiseIsStillShown() {
    folders.result(
        "t",
        "text",
        Map.of(
            "samples",
            List.of(
                Map.of("prompt", "Once UPON", "text", "once upon a time"),
                Map.of("prompt", "café", "text", "cafe noir"))));

    assertThat(page(folders.path("t")))
        .contains("<strong>once upon</strong> a time")
        .contains("cafe noir")
        .contains("Prompt: café");
  }

  @Test
  void theSameResultsGiveTheSamePage() {
    folders.everything();

    assertThat(page(temp.resolve("out").toString()))
        .isEqualTo(page(temp.resolve("out").toString()));
  }

  @Test
  void refusesWhatIsNoResult() throws Exception {
    Files.createDirectories(temp.resolve("empty"));
    Files.createDirectories(temp.resolve("spark"));
    Files.writeString(temp.resolve("spark/_SUCCESS"), "");

    for (String path : List.of("empty", "spark", "absent")) {
      assertThatThrownBy(() -> page(temp.resolve(path).toString()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(path)
          .hasMessageContaining("--runs expects");
    }
  }

  @Test
  void refusesANewerFormatAndBrokenFilesWithTheirPlace() {
    String newer = folders.stats("newer");
    folders.write("newer", "_SUCCESS", "{\"kind\":\"stats\",\"format\":2}");
    String broken = folders.model("broken", 1, 1, 100);
    folders.write("broken", "history.jsonl", "{\"event\":\"round\"}\n{\"event\"\n");

    assertThatThrownBy(() -> page(newer))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("format 2");
    assertThatThrownBy(() -> page(broken))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("history.jsonl:2");
  }

  @Test
  void namesResultsThatItCannotShow() {
    folders.stats("stats");
    folders.result("other", "arpa", Map.of());

    assertThat(page(temp.resolve("out").toString())).contains("Not shown: other (arpa).");
  }

  static String page(String... runs) {
    return ReportPage.of(new LocalStore(), List.of(runs), CONFIG);
  }

  private static List<String> sections(String page) throws Exception {
    NodeList sections = parse(page).getElementsByTagName("section");
    return java.util.stream.IntStream.range(0, sections.getLength())
        .mapToObj(i -> ((Element) sections.item(i)).getAttribute("id"))
        .toList();
  }

  private static long lines(Document document, String chart) {
    NodeList paths = document.getElementsByTagName("path");
    return java.util.stream.IntStream.range(0, paths.getLength())
        .mapToObj(i -> (Element) paths.item(i))
        .filter(p -> p.getAttribute("class").endsWith(" line"))
        .filter(
            p ->
                ((Element) p.getParentNode())
                    .getAttribute("aria-labelledby")
                    .startsWith(chart + "-title"))
        .count();
  }

  private static String rowText(Document document, String name) {
    NodeList rows = document.getElementsByTagName("tr");
    return java.util.stream.IntStream.range(0, rows.getLength())
        .mapToObj(i -> rows.item(i).getTextContent().strip())
        .filter(text -> text.startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  static Document parse(String page)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }
}

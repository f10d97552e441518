package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.config.SettingsLoader;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.ngram.NgramCount;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import io.timestep.text.TextConfig.CharUnit;
import io.timestep.text.TextConfig.Normalization;
import io.timestep.text.TextConfig.TokenizerKind;
import io.timestep.util.Json;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code stats} counts where it is told to: documents and skip-grams. */
class StatsCountsIT {
  private static final TextConfig TEXT =
      new TextConfig(
          TokenizerKind.WHITESPACE, CharUnit.CODE_POINT, Normalization.NFC, false, 1 << 20);

  private final JobContext context = LocalSpark.context();

  @TempDir private Path folder;

  private static NgramConfig config(String... settings) {
    SettingsLoader<Settings> loader = SettingsLoader.of(Settings.class);
    Stream.of(settings).map("ngram."::concat).forEach(loader::set);
    return loader.load().settings().ngram();
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private StatsResult stats(List<String> lines, NgramConfig config) throws IOException {
    Path file = Files.write(folder.resolve("text.txt"), lines);
    return StatsJob.run(context, CorpusInput.text(file.toString()), TEXT, config, out());
  }

  /** Of such length that a text of few words is read by several tasks. */
  private static String word(int number) {
    return "%060d".formatted(number);
  }

  /** Lines in which words and runs of words are repeated. */
  private static List<String> repetitiveText() {
    Random random = new Random(11);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      List<String> words = new ArrayList<>();
      for (int w = random.nextInt(25); w > 0; w--) {
        words.add(word((int) Math.exp(random.nextDouble() * 3)));
      }
      lines.add(String.join(" ", words));
    }
    lines.add((word(1) + " ").repeat(15_000) + word(2));
    lines.add("");
    return lines;
  }

  private List<Row> rows(String table) {
    return context.spark().read().parquet(out() + "/" + table).collectAsList();
  }

  private static Map<String, List<Long>> counted(List<String> lines, int order) {
    Map<String, List<Long>> expected = new HashMap<>();
    for (String line : lines) {
      Set<String> seen = new HashSet<>();
      List<String> words = line.isEmpty() ? List.of() : Arrays.asList(line.split(" ", -1));
      for (int from = 0; from + order <= words.size(); from++) {
        String ngram = String.join(" ", words.subList(from, from + order));
        long added = seen.add(ngram) ? 1 : 0;
        expected.merge(ngram, List.of(1L, 1L), (a, b) -> List.of(a.get(0) + 1, a.get(1) + added));
      }
    }
    return expected;
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 20_000, 10_000_000})
  void documentsAreCountedInAnyNumberOfPartitions(int partitionEvents) throws IOException {
    List<String> lines = repetitiveText();

    StatsResult result =
        stats(
            lines,
            config("document-frequency=true", "top=15", "partition-events=" + partitionEvents));

    for (int order = 1; order <= 3; order++) {
      Map<String, List<Long>> written = new HashMap<>();
      for (Row row : rows("ngrams/order=" + order)) {
        List<Long> numbers = List.of(row.<Long>getAs("count"), row.<Long>getAs("documents"));
        assertThat(written.put(row.getAs("ngram"), numbers)).isNull();
      }
      Map<String, List<Long>> expected = counted(lines, order);
      assertThat(written).isEqualTo(expected);
      assertThat(Files.readAllLines(Path.of(out(), "top-%d.tsv".formatted(order))))
          .hasSize(15)
          .allSatisfy(
              line -> {
                String[] fields = line.split("\t", -1);
                assertThat(List.of(Long.valueOf(fields[0]), Long.valueOf(fields[2])))
                    .isEqualTo(expected.get(fields[1]));
              });
      NgramCount first = result.top().get(order - 1).get(0);
      assertThat(first.documents()).isEqualTo(expected.get(first.ngram()).get(1));
    }
  }

  @Test
  void aBoundaryIsInEverySentenceOnce() throws IOException {
    stats(
        List.of("a a a", "", "a b"),
        config("order=2", "boundaries=true", "document-frequency=true"));

    assertThat(Files.readAllLines(Path.of(out(), "top-1.tsv")))
        .containsExactly("4\ta\t2", "2\t</s>\t2", "2\t<s>\t2", "1\tb\t1");
    assertThat(Files.readAllLines(Path.of(out(), "top-2.tsv")))
        .containsExactly("2\t<s> a\t2", "2\ta a\t1", "1\ta </s>\t1", "1\ta b\t1", "1\tb </s>\t1");
  }

  @Test
  void aDocumentOfATableIsARow() throws IOException {
    Path file = folder.resolve("rows.json");
    Files.writeString(file, "{\"t\": \"a b\\na b\"}\n{\"t\": \"a b\"}\n");

    StatsJob.run(
        context,
        new CorpusInput(List.of(file.toString()), Optional.of("t")),
        TEXT,
        config("order=2", "document-frequency=true"),
        out());

    assertThat(Files.readAllLines(Path.of(out(), "top-2.tsv")))
        .containsExactly("3\ta b\t2", "1\tb a\t1");
  }

  @Test
  void withoutBeingToldOnlyNgramsAreCounted() throws IOException {
    StatsResult result = stats(List.of("a b a b"), config("order=2"));

    assertThat(context.spark().read().parquet(out() + "/ngrams/order=2").columns())
        .containsExactly("ngram", "count");
    assertThat(Files.readAllLines(Path.of(out(), "top-2.tsv"))).containsExactly("2\ta b", "1\tb a");
    assertThat(Path.of(out(), "skipgrams")).doesNotExist();
    assertThat(Path.of(out(), "skipgrams.tsv")).doesNotExist();
    assertThat(Json.pretty(result)).doesNotContain("documents").doesNotContain("skipGrams");
  }

  @Test
  void theExampleOfGuthrieEtAl() throws IOException {
    StatsResult result =
        stats(
            List.of("insurgents killed in ongoing fighting"),
            config("order=1", "skip=2", "skip-words=3"));

    assertThat(rows("skipgrams"))
        .extracting(row -> row.<String>getAs("ngram"))
        .containsExactlyInAnyOrder(
            "insurgents killed in",
            "insurgents killed ongoing",
            "insurgents killed fighting",
            "insurgents in ongoing",
            "insurgents in fighting",
            "insurgents ongoing fighting",
            "killed in ongoing",
            "killed in fighting",
            "killed ongoing fighting",
            "in ongoing fighting");
    assertThat(result.skipGrams().types()).isEqualTo(10);
    assertThat(result.skipGrams().hapaxes()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 20_000, 10_000_000})
  void skipGramsAreCountedInAnyNumberOfPartitions(int partitionEvents) throws IOException {
    List<String> lines = repetitiveText();
    Map<String, Long> expected = new HashMap<>();
    for (String line : lines) {
      String[] words = line.isEmpty() ? new String[0] : line.split(" ", -1);
      for (int i = 0; i < words.length; i++) {
        for (int j = i + 1; j < words.length && j - i - 1 <= 4; j++) {
          expected.merge(words[i] + " " + words[j], 1L, Long::sum);
        }
      }
    }

    StatsResult result =
        stats(lines, config("order=2", "skip=4", "top=12", "partition-events=" + partitionEvents));

    Map<String, Long> written = new HashMap<>();
    for (Row row : rows("skipgrams")) {
      assertThat(written.put(row.getAs("ngram"), row.<Long>getAs("count"))).isNull();
    }
    assertThat(written).isEqualTo(expected);
    List<NgramCount> ranked =
        expected.entrySet().stream()
            .map(e -> new NgramCount(e.getKey(), e.getValue()))
            .sorted(NgramCount.BY_RANK)
            .limit(12)
            .toList();
    assertThat(Files.readAllLines(Path.of(out(), "skipgrams.tsv")))
        .isEqualTo(ranked.stream().map(n -> n.count() + "\t" + n.ngram()).toList());
    assertThat(result.skipGrams().top()).isEqualTo(ranked.subList(0, 10));
    assertThat(result.skipGrams().ngrams())
        .isEqualTo(expected.values().stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void aTextWithoutTwoWordsInALineHasNoSkipGram() throws IOException {
    StatsResult result = stats(List.of("a", "b"), config("skip=1"));

    assertThat(result.skipGrams().types()).isZero();
    assertThat(rows("skipgrams")).isEmpty();
    assertThat(Path.of(out(), "skipgrams.tsv")).isEmptyFile();
  }

  @Test
  void skipsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> config("skip=9", "skip-words=4"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("ngram.skip must be")
        .hasMessageContaining("ngram.skip-words must be");
  }
}

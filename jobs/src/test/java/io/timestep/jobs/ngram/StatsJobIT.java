package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.config.SettingsLoader;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.ngram.NgramCount;
import io.timestep.ngram.association.Collocation;
import io.timestep.ngram.association.PairCounts;
import io.timestep.ngram.law.VocabularyGrowth.Point;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import io.timestep.text.TextConfig.CharUnit;
import io.timestep.text.TextConfig.Normalization;
import io.timestep.text.TextConfig.TokenizerKind;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsJobIT {
  private static final TextConfig TEXT =
      new TextConfig(
          TokenizerKind.WHITESPACE, CharUnit.CODE_POINT, Normalization.NFC, false, 1 << 20);

  private final JobContext context = LocalSpark.context();

  @TempDir private Path folder;

  private static NgramConfig config(int order, boolean boundaries, int top) {
    return SettingsLoader.of(Settings.class)
        .set("ngram.order=" + order)
        .set("ngram.boundaries=" + boundaries)
        .set("ngram.top=" + top)
        .set("ngram.partition-events=1000") // several partitions even of a small text
        .load()
        .settings()
        .ngram();
  }

  private StatsResult stats(List<String> lines, NgramConfig config) throws IOException {
    Path file = Files.write(folder.resolve("text.txt"), lines);
    return StatsJob.run(
        context, CorpusInput.text(file.toString()), TEXT, config, folder.resolve("out").toString());
  }

  private Map<String, Long> written(int order) {
    Map<String, Long> counts = new HashMap<>();
    String path = folder.resolve("out/ngrams/order=" + order).toString();
    for (Row row : context.spark().read().parquet(path).collectAsList()) {
      assertThat(counts.put(row.getString(0), row.getLong(1))).isNull();
    }
    return counts;
  }

  @Test
  void agreesWithAPlainCount() throws IOException {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    List<Map<String, Long>> expected = List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (int i = 0; i < 2000; i++) {
      List<String> words = new ArrayList<>();
      for (int w = random.nextInt(12); w > 0; w--) {
        words.add("w" + (int) Math.exp(random.nextDouble() * 4));
      }
      lines.add(String.join("  ", words));
      for (int order = 1; order <= 3; order++) {
        for (int from = 0; from + order <= words.size(); from++) {
          String ngram = String.join(" ", words.subList(from, from + order));
          expected.get(order - 1).merge(ngram, 1L, Long::sum);
        }
      }
    }
    StatsResult result = stats(lines, config(3, false, 20));
    for (int order = 1; order <= 3; order++) {
      Map<String, Long> counts = expected.get(order - 1);
      assertThat(written(order)).isEqualTo(counts);
      assertThat(result.types().get(order - 1)).isEqualTo(counts.size());
      for (int n = 1; n <= 4; n++) {
        long value = n;
        assertThat(result.countOfCounts().get(order - 1).get(n - 1))
            .isEqualTo(counts.values().stream().filter(c -> c == value).count());
      }
      List<NgramCount> ranked =
          counts.entrySet().stream()
              .map(e -> new NgramCount(e.getKey(), e.getValue()))
              .sorted(NgramCount.BY_RANK)
              .limit(20)
              .toList();
      assertThat(result.top().get(order - 1)).isEqualTo(ranked.subList(0, 10));
      assertThat(Files.readAllLines(folder.resolve("out/top-%d.tsv".formatted(order))))
          .isEqualTo(ranked.stream().map(n -> n.count() + "\t" + n.ngram()).toList());
    }
    long tokens = expected.get(0).values().stream().mapToLong(Long::longValue).sum();
    assertThat(result.tokens()).isEqualTo(tokens).isEqualTo(result.ngrams().get(0));
    assertThat(result.sentences()).isEqualTo(lines.stream().filter(l -> !l.isEmpty()).count());
    List<String> ranks = Files.readAllLines(folder.resolve("out/rank-frequency.tsv"));
    assertThat(ranks.get(0)).isEqualTo("1\t" + result.top().get(0).get(0).count());
    assertThat(ranks.get(ranks.size() - 1)).startsWith(expected.get(0).size() + "\t");
  }

  @Test
  void collocationsAreMeasuredFromTheCountsOfTheWholeText() throws IOException {
    List<String> lines = new ArrayList<>();
    Random random = new Random(5);
    Map<String, Long> contexts = new HashMap<>();
    Map<String, Long> together = new HashMap<>();
    Map<String, Long> words = new HashMap<>();
    for (int i = 0; i < 1500; i++) {
      List<String> line = new ArrayList<>();
      for (int w = 1 + random.nextInt(6); w > 0; w--) {
        line.add("w" + (int) Math.exp(random.nextDouble() * 3));
      }
      lines.add(String.join(" ", line));
      line.forEach(word -> words.merge(word, 1L, Long::sum));
      for (int order = 2; order <= 3; order++) {
        for (int from = 0; from + order <= line.size(); from++) {
          contexts.merge(String.join(" ", line.subList(from, from + order - 1)), 1L, Long::sum);
          together.merge(String.join(" ", line.subList(from, from + order)), 1L, Long::sum);
        }
      }
    }
    long total = words.values().stream().mapToLong(Long::longValue).sum();
    stats(lines, config(3, false, 20));
    for (int order = 2; order <= 3; order++) {
      int length = order;
      Map<String, PairCounts> expected = new HashMap<>();
      together.forEach(
          (ngram, count) -> {
            int last = ngram.lastIndexOf(' ');
            if (count >= 5 && ngram.split(" ", -1).length == length) {
              long context = contexts.get(ngram.substring(0, last));
              long word = words.get(ngram.substring(last + 1));
              expected.put(ngram, new PairCounts(count, context, word, total));
            }
          });
      Map<String, PairCounts> written = new HashMap<>();
      String path = folder.resolve("out/collocations/order=" + order).toString();
      for (Row row : context.spark().read().parquet(path).collectAsList()) {
        PairCounts pair = new PairCounts(row.getLong(1), row.getLong(2), row.getLong(3), total);
        assertThat(written.put(row.getAs("ngram"), pair)).isNull();
        assertThat(row.<Double>getAs("pmi")).isEqualTo(pair.pmi());
        assertThat(row.<Double>getAs("npmi")).isEqualTo(pair.normalizedPmi());
        assertThat(row.<Double>getAs("g2")).isEqualTo(pair.logLikelihoodRatio());
        assertThat(row.<Double>getAs("chi2")).isEqualTo(pair.chiSquared());
        assertThat(row.<Double>getAs("t")).isEqualTo(pair.tScore());
      }
      assertThat(written).isEqualTo(expected).hasSizeGreaterThan(50);
      List<String> ranked =
          expected.entrySet().stream()
              .filter(e -> e.getValue().isAttracted())
              .map(e -> collocation(e.getKey(), e.getValue()))
              .sorted(Collocation.BY_RANK)
              .limit(20)
              .map(Collocation::ngram)
              .toList();
      List<String> table =
          Files.readAllLines(folder.resolve("out/collocations-%d.tsv".formatted(order)));
      assertThat(table.get(0))
          .isEqualTo("ngram\tcount\tcontextCount\twordCount\tpmi\tnpmi\tg2\tchi2\tt");
      assertThat(table.subList(1, table.size()))
          .extracting(line -> line.substring(0, line.indexOf('\t')))
          .isEqualTo(ranked);
    }
  }

  private static Collocation collocation(String ngram, PairCounts pair) {
    return new Collocation(ngram, pair, pair.logLikelihoodRatio());
  }

  @Test
  void growthIsThatOfTheWholeTextInItsOrder() throws IOException {
    List<String> lines = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 40_000; i++) { // 2.8 MB: two tasks read it
      lines.add("w%064d w%d".formatted(random.nextInt(1 + i), random.nextInt(5)));
    }
    StatsResult result = stats(lines, config(1, false, 5));
    Set<String> seen = new HashSet<>();
    List<Long> sizes = new ArrayList<>();
    for (String line : lines) {
      for (String word : line.split(" ", -1)) {
        seen.add(word);
        sizes.add((long) seen.size());
      }
    }
    assertThat(result.growth())
        .hasSizeGreaterThan(30)
        .allSatisfy(p -> assertThat(p.types()).isEqualTo(sizes.get((int) p.tokens() - 1)))
        .last()
        .isEqualTo(new Point(80_000, seen.size()));
    assertThat(result.heaps().beta()).isBetween(0.5, 1.0);
    assertThat(result.zipf().exponent()).isPositive();
  }

  @Test
  void boundariesTakePartWhenAskedFor() throws IOException {
    StatsResult result = stats(List.of("a b", "a <unk>", ""), config(2, true, 5));
    assertThat(written(1)).isEqualTo(Map.of("<s>", 2L, "a", 2L, "b", 1L, "<unk>", 1L, "</s>", 2L));
    assertThat(written(2))
        .isEqualTo(Map.of("<s> a", 2L, "a b", 1L, "b </s>", 1L, "a <unk>", 1L, "<unk> </s>", 1L));
    assertThat(result.tokens()).isEqualTo(4);
  }

  @Test
  void longNgramsWithBoundariesBeginAndEndWithThem() throws IOException {
    stats(List.of("a b", "c"), config(4, true, 5));
    assertThat(written(3)).isEqualTo(Map.of("<s> a b", 1L, "a b </s>", 1L, "<s> c </s>", 1L));
    assertThat(written(4)).isEqualTo(Map.of("<s> a b </s>", 1L));
  }

  @Test
  void theLongestNgramsAreCounted() throws IOException {
    StatsResult result =
        stats(List.of("a b c d e f g h i", "b c d e f g h i"), config(8, false, 5));
    assertThat(written(8)).isEqualTo(Map.of("a b c d e f g h", 1L, "b c d e f g h i", 2L));
    assertThat(written(7))
        .isEqualTo(Map.of("a b c d e f g", 1L, "b c d e f g h", 2L, "c d e f g h i", 2L));
    assertThat(result.ngrams()).containsExactly(17L, 15L, 13L, 11L, 9L, 7L, 5L, 3L);
  }

  @Test
  void ordersLongerThanAnySentenceHaveNothing() throws IOException {
    StatsResult result = stats(List.of("one"), config(2, false, 5));
    assertThat(result.types()).containsExactly(1L, 0L);
    assertThat(folder.resolve("out/top-2.tsv")).isEmptyFile();
    assertThat(folder.resolve("out/rank-frequency.tsv")).hasContent("1\t1\n");
  }

  @Test
  void aTextWithoutATokenIsRefused() {
    assertThatThrownBy(() -> stats(List.of(" ", ""), config(1, false, 1)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no token in 2 lines");
  }
}

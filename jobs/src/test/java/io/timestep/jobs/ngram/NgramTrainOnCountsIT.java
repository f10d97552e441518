package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.engine.LocalSpark;
import io.timestep.util.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NgramTrainOnCountsIT {
  private static final String FALLBACK = "ngram.discount-fallback=0.5,1,1.5";
  private static final String BYTES = "text.normalization=none";

  @TempDir private Path folder;
  private NgramTraining training;

  @BeforeEach
  void open() {
    training = new NgramTraining(folder, "ngram.partition-events=1000");
  }

  private static String[] with(String[] settings, String... more) {
    return Stream.concat(Arrays.stream(settings), Arrays.stream(more)).toArray(String[]::new);
  }

  private Path text(String name, List<String> lines) {
    return training.write(name, String.join("\n", lines) + "\n");
  }

  /**
   * Sentences of all lengths, empty ones too, with words that only bytes tell apart, and one that
   * is most of the text: it is dealt out to several partitions where those are small.
   */
  private static List<String> sentences(int count, int seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder line = new StringBuilder();
      for (int w = random.nextInt(12); w > 0; w--) {
        boolean frequent = random.nextInt(5) < 3;
        String word = "w" + (frequent ? 0 : (int) Math.exp(random.nextDouble() * 6));
        line.append(random.nextInt(9) == 0 ? word + "\u00A0\u00E9e\u0301" : word);
        line.append(random.nextInt(9) == 0 ? " \t" : " ");
      }
      lines.add(line.append(random.nextInt(9) == 0 ? "\r" : "").toString());
    }
    return lines;
  }

  /** All files of a folder, their bytes as Latin-1, by path in it. */
  private static Map<String, String> files(ModelFolder model) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(model.path())) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        files.put(
            model.path().relativize(file).toString(),
            Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | ngram.order=3 ngram.prune=0,0,1",
        "4 | ngram.order=4 ngram.prune=0,1,1,2 ngram.vocabulary-limit=@/list",
        "5 | ngram.order=2 ngram.smoothing=absolute-discounting",
        "3 | ngram.order=3 ngram.smoothing=witten-bell ngram.prune=0,1",
        "8 | ngram.order=8 ngram.smoothing=stupid-backoff",
        "2 | ngram.order=1",
        "1 | ngram.order=1 ngram.smoothing=add-k",
      })
  void a_model_of_counts_is_that_of_the_texts_together(String order, String model)
      throws IOException {
    Path one = text("one.txt", sentences(600, 1));
    Path other = text("other.txt", sentences(400, 2));
    Files.writeString(folder.resolve("list"), "w1 w2 w3 w5 w8 w13\nw1\u00A0\u00E9e\u0301 never");
    String[] settings = with(model.replace("@", folder.toString()).split(" "), FALLBACK);
    List<String> counts =
        List.of(
            training.count(one, BYTES, "ngram.order=" + order),
            training.count(other, BYTES, "ngram.order=" + order, "ngram.partition-events=100000"));

    Map<String, String> expected =
        files(training.train(List.of(one, other), with(settings, BYTES)));

    assertThat(expected.get(ModelFiles.ARPA)).contains("ngram 1=");
    assertThat(expected.keySet()).anyMatch(file -> file.startsWith(ModelFiles.BINARY));
    assertThat(files(training.trainOnCounts(counts, settings))).isEqualTo(expected);
    assertThat(
            training.trainOnCounts(counts, with(settings, "ngram.partition-events=100000")).arpa())
        .isEqualTo(expected.get(ModelFiles.ARPA));
  }

  /** The folders say so; the settings of the command do not count. */
  @Test
  void words_are_those_that_stats_read() {
    String[] text = {"text.tokenizer=word", "text.lower-case=true", "text.normalization=nfkc"};
    Path one = text("one.txt", List.of("One, two: \uFB01ve!", "...", "two three", "One"));
    Path other = text("other.txt", List.of("TWO \u00A0 one five"));

    ModelFolder model =
        training.trainOnCounts(
            List.of(training.count(one, text), training.count(other, text)),
            FALLBACK,
            "ngram.order=2");

    ModelFolder expected =
        training.train(List.of(one, other), with(text, FALLBACK, "ngram.order=2"));
    assertThat(model.arpa()).contains("\ttwo five").isEqualTo(expected.arpa());
    assertThat(files(model).get(ModelFiles.SETTINGS))
        .contains("tokenizer = word")
        .isEqualTo(files(expected).get(ModelFiles.SETTINGS));
  }

  @Test
  void bytes_that_are_no_utf8_are_those_that_normalization_makes_of_them() throws IOException {
    Path text = folder.resolve("text");
    Files.write(text, "b\u00FFd word\nb\u00FFd\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(training.trainOnCounts(List.of(training.count(text)), FALLBACK).arpa())
        .isEqualTo(training.train(List.of(text), FALLBACK).arpa());

    String asBytes = training.count(text, BYTES);
    assertThatThrownBy(() -> training.trainOnCounts(List.of(asBytes), FALLBACK))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(asBytes, "2 lines", "no UTF-8", "text.normalization=nfc");
  }

  @ParameterizedTest
  @CsvSource({"a <s> b", "a </s>", "<unk> b", "a <UNK>"})
  void a_reserved_word_is_refused(String line) {
    String counts = training.count(text("text.txt", List.of("a b c", line)));

    assertThatThrownBy(
            () -> training.trainOnCounts(List.of(counts), "ngram.reserved-words=skip", FALLBACK))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(counts, "<s>, </s>, <unk>, <UNK>", "count again");
  }

  @Test
  void texts_that_were_read_differently_are_refused() {
    Path text = text("text.txt", List.of("a b c"));
    String one = training.count(text, "text.lower-case=true");
    String other = training.count(text);

    assertThatThrownBy(() -> training.trainOnCounts(List.of(one, other), FALLBACK))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(one, other, "text.lower-case = false (lower-case = true)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@/", "@/.", "@/../none/../@name", "file:@"})
  void a_folder_counts_once(String spelling) {
    String counts = training.count(text("text.txt", List.of("a b c")));
    String again =
        spelling.replace("@name", Path.of(counts).getFileName().toString()).replace("@", counts);

    assertThatThrownBy(() -> training.trainOnCounts(List.of(counts, again), FALLBACK))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(counts, "twice");
  }

  @Test
  void the_order_of_first_appearance_is_not_in_counts() {
    String counts = training.count(text("text.txt", List.of("a b c")));

    assertThatThrownBy(() -> training.trainOnCounts(List.of(counts), "ngram.kenlm-compatible=true"))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("ngram.kenlm-compatible", "train from the text");
  }

  private static Path onePart(String counts, int order) throws IOException {
    try (Stream<Path> parts = Files.list(Path.of(counts, "ngrams", "order=" + order))) {
      return parts.filter(part -> part.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void a_table_with_a_part_missing_is_refused(int order) throws IOException {
    String counts = training.count(text("text.txt", sentences(500, 3)));
    Path part = onePart(counts, order);
    Files.delete(part);

    assertThatThrownBy(() -> training.trainOnCounts(List.of(counts), FALLBACK))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(part.getParent().toString(), "copy the whole folder again");
  }

  @ParameterizedTest
  @CsvSource({"1, whole", "3, whole", "2, begin", "3, begin"})
  void a_broken_file_is_named(int order, String damage) throws IOException {
    String counts = training.count(text("text.txt", sentences(500, 3)));
    Path part = onePart(counts, order);
    byte[] bytes = Files.readAllBytes(part);
    int from = 4; // after the mark that the file is Parquet
    Arrays.fill(bytes, from, damage.equals("whole") ? bytes.length : 40, (byte) 'x');
    Files.deleteIfExists(part.resolveSibling("." + part.getFileName() + ".crc"));
    Files.write(part, bytes);

    assertThatThrownBy(() -> training.trainOnCounts(List.of(counts), FALLBACK))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(part.toString(), "cannot be read");
  }

  /** As many rows as there must be, but not those of stats. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | 'a b' as ngram, 2L as total       | no column count",
        "2 | 'a b' as ngram, 0L as count       | a count of 0",
        "2 | 'a z' as ngram, 2L as count       | the word 'z'",
        "2 | 'a a a' as ngram, 2L as count     | more than 2 words",
        "2 | 'a' as ngram, 2L as count         | has 1 words, expected 2",
        "2 | '</s> a' as ngram, 2L as count    | a sentence's boundary",
        "1 | 'b c' as ngram, 2L as count       | is no word",
        "1 | 'b' as ngram, 2L as count         | metrics.json says 1 in 1",
      })
  void a_table_that_is_not_of_stats_is_refused(int order, String columns, String message)
      throws IOException {
    String counts = training.count(text("text.txt", List.of("a")), "ngram.order=2");
    String table = counts + "/ngrams/order=" + order;
    int rows = order == 1 ? 3 : 2; // <s> a, a </s>
    LocalSpark.context()
        .spark()
        .range(rows)
        .selectExpr(columns.split(", "))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(table);

    assertThatThrownBy(() -> training.trainOnCounts(List.of(counts), "ngram.order=2", FALLBACK))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(table, message);
  }
}

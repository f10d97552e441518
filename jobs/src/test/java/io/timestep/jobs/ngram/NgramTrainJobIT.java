package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.ngram.query.TrieModel;
import io.timestep.util.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NgramTrainJobIT {
  private static final Path LMPLZ =
      Path.of("../common/src/test/resources/ngram/lmplz").toAbsolutePath().normalize();
  private static final String FALLBACK = "ngram.discount-fallback=0.5,1,1.5";

  @TempDir private Path folder;
  private NgramTraining training;

  @BeforeEach
  void open() {
    training = new NgramTraining(folder, "text.normalization=none");
  }

  private ModelFolder train(JobContext context, CorpusInput input, String... settings) {
    return training.train(context, input, settings);
  }

  private ModelFolder train(Path text, String... settings) {
    return training.train(text, settings);
  }

  private Path write(String name, String text) {
    return training.write(name, text);
  }

  private Path text(int count) {
    return write("text.txt", String.join("\n", NgramTraining.sentences(count, 7)) + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "harbour.txt | harbour-2.arpa          | ngram.order=2",
        "harbour.txt | harbour-5.arpa          | ngram.order=5",
        "harbour.txt | harbour-3-pruned.arpa   | ngram.prune=0,0,1",
        "harbour.txt | harbour-3-limited.arpa  | ngram.vocabulary-limit=@/harbour.words",
        "classes.txt | classes-3-fallback.arpa | ngram.discount-fallback=0.5,1,1.5",
      })
  void every_entry_is_lmplzs(String text, String arpa, String setting) {
    ModelFolder model =
        train(
            LMPLZ.resolve(text),
            "ngram.kenlm-compatible=true",
            setting.replace("@", LMPLZ.toString()));

    Map<String, List<Float>> expected = ModelFolder.entries(ModelFolder.read(LMPLZ.resolve(arpa)));
    Map<String, List<Float>> entries = ModelFolder.entries(model.model());
    assertThat(entries.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (ngram, figures) -> {
          for (int i = 0; i < 2; i++) {
            assertThat(entries.get(ngram).get(i))
                .as(ngram)
                .isCloseTo(figures.get(i), within(1e-5f));
          }
        });
  }

  @Test
  void a_byte_order_mark_belongs_to_the_first_word_only_where_lmplzs_model_is_asked_for() {
    Path text = write("marked.txt", "\uFEFFone two three\none two\n");
    String marked = "\t\u00EF\u00BB\u00BFone\t"; // arpa() gives bytes as Latin-1

    assertThat(train(text, FALLBACK, "ngram.order=2").arpa())
        .contains("\tone\t")
        .doesNotContain(marked);
    assertThat(train(text, FALLBACK, "ngram.order=2", "ngram.kenlm-compatible=true").arpa())
        .contains(marked);
  }

  /** Partitions, shards and cores are many or one; the second file is in another task. */
  @Test
  void the_arpa_file_is_the_same_however_the_work_is_divided() {
    write("a.txt", "first " + "seldom\nfirst ".repeat(200_000) + "\n"); // beyond a task's bytes
    CorpusInput input =
        new CorpusInput(
            List.of(folder.resolve("a.txt").toString(), text(2000).toString()), Optional.empty());
    String[] settings = {"ngram.kenlm-compatible=true", FALLBACK, "ngram.prune=0,0,1"};
    String[] many = {settings[0], settings[1], settings[2], "ngram.partition-events=10000"};

    String one = train(LocalSpark.context(), input, settings).arpa();

    assertThat(train(LocalSpark.context(), input, many).arpa()).isEqualTo(one);
    assertThat(LocalSpark.withCores(1, context -> train(context, input, many)).arpa())
        .isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({"1, modified-kneser-ney", "3, modified-kneser-ney", "8, witten-bell"})
  void the_binary_model_scores_as_the_arpa_file(int order, String smoothing) {
    ModelFolder model =
        train(
            text(600),
            "ngram.order=" + order,
            "ngram.smoothing=" + smoothing,
            FALLBACK,
            "ngram.partition-events=1000");

    assertThat(model.binary().order()).isEqualTo(order);
    List<String> others = NgramTraining.sentences(100, 8);
    assertThat(ModelFolder.scores(model.binary(), others))
        .isEqualTo(
            ModelFolder.scores(
                new TrieModel(model.model().lexicon(), model.model().trie()), others));
  }

  @Test
  void a_compressed_arpa_file_is_the_plain_one_compressed() throws IOException {
    Path text = text(600);
    String plain = train(text, "ngram.output=arpa", "ngram.partition-events=1000", FALLBACK).arpa();

    Path output =
        train(text, "ngram.output=arpa-gz", "ngram.partition-events=1000", FALLBACK).path();

    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(output.resolve("model.arpa.gz")))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)).isEqualTo(plain);
    }
    assertThat(output.toFile().list())
        .contains("model.arpa.gz")
        .doesNotContain("_parts", "model.arpa");
  }

  @Test
  void reserved_words_are_left_out_when_told_so() {
    String text = "the <unk> cat\n<s> the cat </s>\n<UNK>\na <unk>n\n".repeat(5);

    String skipped = train(write("a", text), "ngram.reserved-words=skip", FALLBACK).arpa();

    assertThat(skipped)
        .contains("a <unk>n")
        .isEqualTo(train(write("b", "the cat\nthe cat\n\na <unk>n\n".repeat(5)), FALLBACK).arpa());
  }

  @Test
  void a_reserved_word_is_refused_with_file_and_line() {
    write("a.txt", "fine\n".repeat(3));
    Path text = write("b.txt", "fine\n\nnot </s> here\nnor <s> here\n");

    assertThatThrownBy(() -> train(folder))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(text + ":3: ", "ngram.reserved-words=skip");
  }

  @Test
  void counts_that_give_no_discounts_are_named_with_the_way_out() {
    Path text = write("once.txt", "a b c\nd e f\n");

    assertThatThrownBy(() -> train(text))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("order 1", "6, 1, 0, 0", "ngram.discount-fallback");
  }

  @ParameterizedTest
  @CsvSource({"empty.txt, ''", "blank.txt, '\n \t\r\n\n'", "table.csv, 'text\n'"})
  void a_text_without_words_is_refused(String name, String content) {
    Path text = write(name, content);
    Optional<String> column = name.endsWith("csv") ? Optional.of("text") : Optional.empty();
    CorpusInput input = new CorpusInput(List.of(text.toString()), column);

    assertThatThrownBy(() -> train(LocalSpark.context(), input))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(name, "no words");
  }

  @Test
  void one_word_makes_a_model() {
    ModelFolder model = train(write("one.txt", "one"), "ngram.order=4", FALLBACK);

    assertThat(ModelFolder.entries(model.model()))
        .containsOnlyKeys("<unk>", "<s>", "</s>", "one", "<s> one", "one </s>", "<s> one </s>");
  }

  /** Words are bytes, in the list as in the text; those named twice or never seen do no harm. */
  @Test
  void a_vocabulary_limit_is_a_list_of_words_as_bytes() throws IOException {
    Path text = folder.resolve("text");
    Files.write(text, bytes("b\u00FFd good\u00A0word out b\u00FFd\nout good\u00A0word\r\n"));
    Path list = folder.resolve("list");
    Files.write(list, bytes("b\u00FFd\tnever b\u00FFd\r\n\n good\u00A0word </s>"));

    String arpa = train(text, FALLBACK, "ngram.vocabulary-limit=" + list).arpa();

    assertThat(arpa).contains("b\u00FFd good\u00A0word\n", "\tb\u00FFd\t", "good\u00A0word </s>");
    assertThat(arpa).doesNotContain("out", "never").contains("ngram 1=5\n");
  }

  @Test
  void a_vocabulary_limit_is_decoded_and_its_byte_order_mark_left_out() throws IOException {
    Path text = write("text", "one two three\none two\n");
    Path plain = write("plain.txt", "one\nthree\n");
    Path marked = write("marked.txt", "\uFEFFone\nthree\n");
    Path compressed = folder.resolve("words.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      out.write(bytes("one\nthree\n"));
    }

    String expected = limited(text, plain);

    assertThat(expected).contains("\tone\t", "\tthree\t").doesNotContain("two");
    assertThat(limited(text, marked)).isEqualTo(expected);
    assertThat(limited(text, compressed)).isEqualTo(expected);
  }

  private String limited(Path text, Path list) {
    return train(text, FALLBACK, "ngram.order=2", "ngram.vocabulary-limit=" + list).arpa();
  }

  @ParameterizedTest
  @CsvSource({"'One\nTwo\n', 2", "'', 0"})
  void a_vocabulary_limit_without_a_word_of_the_text_is_refused(String words, int count) {
    Path list = write("list", words);

    assertThatThrownBy(() -> limited(write("text", "one two\n"), list))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("ngram.vocabulary-limit", count + " words in " + list);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_missing_vocabulary_limit_is_named_by_its_setting() {
    Path missing = folder.resolve("missing.txt");

    assertThatThrownBy(() -> train(text(10), "ngram.vocabulary-limit=" + missing))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("ngram.vocabulary-limit", missing.toString());
  }

  @Test
  void a_byte_order_mark_is_no_text_and_a_last_line_needs_no_line_feed() {
    String clean = train(write("clean", "a b\nb a\n"), FALLBACK).arpa();

    assertThat(train(write("marked", "\uFEFFa b\nb a"), FALLBACK).arpa()).isEqualTo(clean);
  }
}

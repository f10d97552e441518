package io.timestep.jobs.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.sequence.DocumentSplit;
import io.timestep.sequence.DocumentSplit.Side;
import io.timestep.sequence.SequenceConfig;
import io.timestep.text.TextConfig;
import io.timestep.text.TextConfig.CharUnit;
import io.timestep.text.TextConfig.Normalization;
import io.timestep.text.TextConfig.TokenizerKind;
import io.timestep.util.UserException;
import io.timestep.vocab.VocabConfig;
import io.timestep.vocab.Vocabulary;
import io.timestep.vocab.VocabularyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizeJobIT {
  private static final TextConfig TEXT =
      new TextConfig(
          TokenizerKind.WHITESPACE, CharUnit.CODE_POINT, Normalization.NFC, false, 1 << 20);
  private static final VocabConfig VOCAB = new VocabConfig(200, 1);
  private static final SequenceConfig SEQUENCE = new SequenceConfig(0.1, 0.1, 1);

  @TempDir private Path folder;

  /** Words drawn so that small numbers are frequent; one line in twenty is empty. */
  private static List<String> text(int lines) {
    Random random = new Random(7);
    List<String> text = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      StringBuilder line = new StringBuilder();
      int words = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(15);
      for (int w = 0; w < words; w++) {
        line.append(w == 0 ? "" : " ").append("w").append((int) Math.exp(random.nextDouble() * 6));
      }
      text.add(line.toString());
    }
    return text;
  }

  private String write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines).toString();
  }

  private TokenizeResult tokenize(JobContext context, String input, String output) {
    return TokenizeJob.run(
        context, CorpusInput.text(input), TEXT, VOCAB, SEQUENCE, folder.resolve(output).toString());
  }

  /** Rows of a side in the order of the text: its key, its characters, its words. */
  private List<String> rows(JobContext context, String output, Side side) {
    Path sequences = folder.resolve(output).resolve("sequences/split=" + side);
    if (!Files.exists(sequences)) {
      return List.of();
    }
    List<Row> rows =
        context.spark().read().parquet(sequences.toString()).sort("document").collectAsList();
    return rows.stream()
        .map(r -> r.getLong(0) + " " + r.getInt(2) + " " + r.getList(1))
        .collect(Collectors.toList());
  }

  @Test
  void writesWhatAPlainProgramWouldWrite() throws IOException {
    JobContext context = LocalSpark.context();
    List<String> lines = text(3000);
    TokenizeResult result = tokenize(context, write("text.txt", lines), "out");

    DocumentSplit split = new DocumentSplit(SEQUENCE);
    Map<String, Integer> counts = new HashMap<>();
    for (String line : lines) {
      if (split.side(line) == Side.TRAIN && !line.isEmpty()) {
        for (String word : line.split(" ", -1)) {
          counts.merge(word, 1, Integer::sum);
        }
      }
    }
    Vocabulary vocabulary =
        VocabularyFile.read(context.store(), folder.resolve("out/vocab.tsv").toString());
    assertThat(vocabulary.size()).isEqualTo(200).isEqualTo(result.vocabularySize());
    for (int id = Vocabulary.SPECIALS; id < vocabulary.size(); id++) {
      assertThat(vocabulary.count(id)).isEqualTo(counts.get(vocabulary.word(id)).longValue());
      assertThat(vocabulary.count(id)).isLessThanOrEqualTo(vocabulary.count(Math.max(3, id - 1)));
    }

    Map<Side, List<String>> expected = new HashMap<>();
    long offset = 0;
    long unknown = 0;
    long tokens = 0;
    for (String line : lines) {
      if (!line.isEmpty()) {
        List<Integer> ids = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
          ids.add(vocabulary.id(word));
        }
        unknown += Collections.frequency(ids, Vocabulary.UNKNOWN);
        tokens += ids.size();
        ids.add(Vocabulary.END);
        expected
            .computeIfAbsent(split.side(line), side -> new ArrayList<>())
            .add(offset + " " + (line.length() + 1) + " " + ids);
      }
      offset += line.length() + 1;
    }
    for (Side side : Side.values()) {
      assertThat(rows(context, "out", side)).isEqualTo(expected.get(side)).isNotEmpty();
      assertThat(result.splits().get(side.toString()).sentences())
          .isEqualTo(expected.get(side).size());
    }
    assertThat(result.oovRate()).isEqualTo((double) unknown / tokens).isPositive();
    assertThat(result.tokens()).isEqualTo(tokens + result.sentences());
    assertThat(result.text().lines()).isEqualTo(3000);
    assertThat(result.text().emptyLines()).isEqualTo(3000 - result.sentences()).isPositive();
    assertThat(folder.resolve("out/tokenize.conf")).content().contains("tokenizer = whitespace");
  }

  @Test
  void isTheSameOnAnyNumberOfCoresAndInAnyCutOfTheFiles() throws IOException {
    List<String> lines = text(200_000); // more than one slice of a file
    String file = write("big.txt", lines);
    assertThat(Files.size(Path.of(file))).isGreaterThan(2 * Slice.TASK_BYTES);
    tokenize(LocalSpark.context(), file, "two");
    LocalSpark.withCores(1, context -> tokenize(context, file, "one"));

    JobContext context = LocalSpark.context();
    assertThat(folder.resolve("one/vocab.tsv"))
        .hasSameTextualContentAs(folder.resolve("two/vocab.tsv"));
    List<String> all = new ArrayList<>();
    for (Side side : Side.values()) {
      List<String> rows = rows(context, "two", side);
      assertThat(rows(context, "one", side)).isEqualTo(rows);
      all.addAll(rows);
    }
    assertThat(all).doesNotHaveDuplicates();
    assertThat(all.size()).isEqualTo((int) lines.stream().filter(l -> !l.isEmpty()).count());
    // The keys of a single file are the byte offsets of its lines.
    assertThat(rows(context, "one", Side.TRAIN).get(0)).matches("\\d{1,4} .*");
  }

  @Test
  void encodesOtherTextWithAVocabularyThatExists() throws IOException {
    JobContext context = LocalSpark.context();
    Vocabulary vocabulary = Vocabulary.of(List.of("<unk>", "<s>", "</s>", "a"), new long[4]);
    CorpusInput input = CorpusInput.text(write("other.txt", List.of("a b a", "", "b")));
    try (EncodedRows encoded = EncodeJob.encode(context, input, TEXT, vocabulary)) {
      List<Row> rows = encoded.rows().collectAsList();
      assertThat(rows).hasSize(2);
      assertThat(rows.get(0).getList(1)).isEqualTo(List.of(3, 0, 3, 2));
      assertThat(rows.get(1).getList(1)).isEqualTo(List.of(0, 2));
      assertThat(rows.get(0).getInt(2)).isEqualTo(6);
    }

    EncodedText written =
        EncodeJob.write(
            context,
            CorpusReader.read(context, input),
            TEXT,
            vocabulary,
            line -> Side.VALID,
            folder.resolve("valid").toString());
    assertThat(written.side(Side.VALID)).isEqualTo(new SplitCounts(2, 6, 8, 2));
    assertThat(rows(context, "valid", Side.VALID))
        .containsExactly("0 6 [3, 0, 3, 2]", "7 2 [0, 2]");
  }

  @Test
  void tooLittleTextIsSaid() throws IOException {
    JobContext context = LocalSpark.context();
    String empty = write("empty.txt", List.of());
    String blank = write("blank.txt", List.of("", "  ", ""));
    String word = write("word.txt", List.of("hello"));
    assertThatThrownBy(() -> tokenize(context, empty, "e"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no token in 0 lines");
    assertThatThrownBy(() -> tokenize(context, blank, "b"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no token in 3 lines");
    assertThatThrownBy(() -> tokenize(context, word, "w"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("needs more text");
  }
}

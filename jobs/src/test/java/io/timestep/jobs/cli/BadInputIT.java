package io.timestep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user can put right ends with exit code 2, one line that says how, and nothing written. */
class BadInputIT {
  private static final String TINY_ARPA =
      """
      \\data\\
      ngram 1=3

      \\1-grams:
      -1	<unk>
      -99	<s>
      -1	</s>

      \\end\\
      """;

  private static final String TEXT_SETTINGS =
      """
      text {
        tokenizer = whitespace
        char-unit = code-point
        normalization = none
        lower-case = false
        long-line-bytes = 1048576
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeInputs() throws IOException {
    Files.writeString(folder.resolve("text.txt"), "one two three\ntwo three four\n".repeat(50));
    Files.createFile(folder.resolve("empty.txt"));
    Files.writeString(folder.resolve("blank.txt"), "\n \n\t\n");
    Files.writeString(folder.resolve("word.txt"), "alone\n");
    Files.writeString(folder.resolve("reserved.txt"), "one\ntwo <unk>\n");
    Files.createDirectories(folder.resolve("tables"));
    Files.writeString(folder.resolve("tables/a.csv"), "id,text\n");
    Files.writeString(folder.resolve("tables/b.csv"), "id,text\n1,one <s>\n");
    Files.writeString(folder.resolve("broken.parquet"), "no parquet at all");
    Files.writeString(folder.resolve("tiny.arpa"), TINY_ARPA);
    Files.writeString(folder.resolve("broken.arpa"), TINY_ARPA.replace("-1\t<unk>", "x\t<unk>"));
    Files.createDirectories(folder.resolve("exists"));
    Files.writeString(folder.resolve("exists/mine.txt"), "precious");
    Files.createDirectories(folder.resolve("tokens"));
    Files.writeString(folder.resolve("tokens/_SUCCESS"), "{\"kind\":\"sequences\",\"format\":1}\n");
    Files.createDirectories(folder.resolve("counts"));
    Files.writeString(folder.resolve("counts/_SUCCESS"), "{\"kind\":\"stats\",\"format\":1}\n");
    Files.createDirectories(folder.resolve("model"));
    Files.writeString(
        folder.resolve("model/_SUCCESS"), "{\"kind\":\"ngram-model\",\"format\":1}\n");
    Files.writeString(folder.resolve("model/model.arpa"), TINY_ARPA);
    Files.writeString(folder.resolve("model/model.conf"), TEXT_SETTINGS);
    Files.createDirectories(folder.resolve("damaged"));
    Files.writeString(folder.resolve("damaged/_SUCCESS"), "{\"kind\":\"model\",\"format\":1}\n");
    Files.createDirectories(folder.resolve("newer"));
    Files.writeString(folder.resolve("newer/_SUCCESS"), "{\"kind\":\"model\",\"format\":99}\n");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "stats --input @/missing.txt --output @/out | missing.txt",
        "stats --input @/empty.txt --output @/out | empty.txt",
        "stats --input @/blank.txt --output @/out | no token",
        "stats --input @/text.txt --order 0 --output @/out | ngram.order must be from 1 to 8, got 0",
        "stats --input @/text.txt --output @/exists | exists",
        "stats --input @/text.txt --set ngram.ordr=2 --output @/out | did you mean ngram.order",
        "stats --input @/broken.parquet --column text --output @/out | broken.parquet",
        "tokenize --input @/word.txt --output @/out | word.txt",
        "tokenize --input @/text.txt --max-size -5 --output @/out | vocab.max-size",
        "train --input @/text.txt --replicas -1 --output @/out | train.replicas must be from 1",
        "train --input @/text.txt --valid @/blank.txt --layers 1 --hidden-size 4 --output @/out | blank.txt",
        "train --input @/missing --output @/out | missing",
        "evaluate --model @/exists --input @/text.txt | is no model folder",
        "evaluate --model @/tokens --input @/text.txt | is a sequences folder of tokenize; expected a model folder, as train writes it",
        "evaluate --model @/damaged --input @/text.txt | damaged/model.conf: cannot be read",
        "train --input @/tokens --output @/out | tokens/tokenize.conf: cannot be read",
        "stats --input @/text.txt --output @/text.txt/out | cannot be written",
        "report --runs @/newer --config @/exists --output @/page.html | is no readable file",
        "evaluate --model @/newer --input @/text.txt | format 99",
        "evaluate --model @/nowhere --input @/text.txt | nowhere",
        "generate --model @/exists --prompt one | is no model folder",
        "report --runs @/exists --output @/page.html | exists",
        "run --config @/missing.conf --output @/out | missing.conf",
        "run --set run.input=[\"@/empty.txt\"] --output @/out | empty.txt",
        "run --set run.input=[\"@/broken.parquet\"] --output @/out | broken.parquet: is Parquet; name the column with the text: --column NAME, in a run run.column=NAME",
        "run --set run.column=text --output @/out | run.column must be empty without run.input",
        "sample --output @/exists | exists",
        "ngram train --input @/text.txt --order 0 --output @/out | ngram.order must be from 1 to 8, got 0",
        "ngram train --input @/empty.txt --output @/out | empty.txt",
        "ngram train --output @/out | timestep ngram train: give --input or --counts, one of them",
        "ngram train --input @/text.txt --counts @/counts --output @/out | give --input or --counts, one of them",
        "ngram train --counts @/nowhere --output @/out | nowhere: no such folder; expected a stats folder, as stats writes it",
        "ngram train --counts @/tokens --output @/out | is a sequences folder of tokenize; expected a stats folder",
        "ngram train --counts @/exists --output @/out | is no stats folder",
        "ngram train --counts @/counts --output @/out | counts/stats.conf: no such file",
        "ngram train --counts @/counts --output @/counts | would replace the input @/counts",
        "ngram train --counts @/counts --tokenizer word --column text --output @/out | --tokenizer, --column: no effect on --counts",
        "ngram evaluate --model @/nowhere --input @/text.txt | nowhere: no such file or folder",
        "ngram evaluate --model @/exists --input @/text.txt | is no ngram-model folder",
        "ngram evaluate --model @/damaged --input @/text.txt | expected a ngram-model folder",
        "ngram evaluate --model @/text.txt --input @/text.txt | text.txt",
        "ngram evaluate --model @/tiny.arpa --input @/empty.txt | empty.txt",
        "ngram evaluate --model @/tiny.arpa --input @/blank.txt | has no words",
        "ngram evaluate --input @/text.txt | --model is missing",
        "ngram evaluate --model @/model --input @/text.txt --set text.tokenizer=word | --set text.tokenizer=word: @/model was trained with other settings of text.*",
        "ngram predict --model @/tiny.arpa --context one --top 0 | --top 0: must be 1 or more",
        "ngram predict --model @/tiny.arpa --top 3 | --context is missing",
        "ngram predict --model @/nowhere --context one | nowhere",
        "ngram predict --model @/broken.arpa --context one | broken.arpa:5",
        "ngram generate --model @/tokens --prompt one | is a sequences folder of tokenize",
        "ngram generate --model @/tiny.arpa --temperature -1 | generate.temperature",
        "ngram mix --model @/tiny.arpa --input @/text.txt | two models or more",
        "ngram mix --model @/tiny.arpa @/nowhere --input @/text.txt | nowhere",
        "ngram prune --model @/tiny.arpa --threshold -1 --output @/out | --threshold -1.0: must be 0 or more",
        "ngram prune --model @/tiny.arpa --output @/out | --threshold is missing",
        "ngram convert --model @/tiny.arpa --output @/exists | exists already",
        "ngram convert --model @/broken.arpa --output @/out | broken.arpa:5",
        "ngram train --input @/text.txt --output @/exists | exists",
        "ngram train --input @/blank.txt --output @/out | blank.txt: has no words",
        "ngram train --input @/text.txt --tokenizer char --output @/out | text.tokenizer=char: a space is a word to it",
        "ngram train --input @/reserved.txt --output @/out | reserved.txt:2: has one of the words <s>, </s>, <unk>, <UNK>",
        "ngram train --input @/tables --column text --output @/out | @/tables/b.csv, row 1: has one of the words <s>, </s>, <unk>, <UNK>",
        "ngram train --input @/text.txt --output @/out | No discounts for order 1: none has count 3",
        "ngram train --input @/text.txt --vocabulary-limit @/missing --output @/out | ngram.vocabulary-limit: @/missing",
      })
  void ends_with_exit_code_2_one_line_and_nothing_written(String line, String expected)
      throws IOException {
    List<Path> before = files();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exitCode =
        Main.run(
            line.replace("@", folder.toString()).split(" "),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            () -> false);

    assertThat(exitCode).as(err.toString()).isEqualTo(2);
    String message = expected.replace("@", folder.toString());
    assertThat(err.toString().lines().filter(l -> l.contains(message)))
        .as(err.toString())
        .hasSize(1);
    assertThat(err.toString()).doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
    assertThat(files()).isEqualTo(before);
  }
}

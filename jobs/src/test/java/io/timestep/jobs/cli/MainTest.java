package io.timestep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out), new PrintWriter(err), () -> false);
  }

  private void assertUserError(int exitCode, String... lines) {
    assertThat(err.toString().lines()).containsExactly(lines);
    assertThat(exitCode).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void withoutACommandTheUsageIsShownOnStderr() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: timestep").contains("a COMMAND is missing");
  }

  @Test
  void anUnknownCommandSuggestsTheNearest() {
    assertUserError(run("raport"), "timestep: unknown command raport; did you mean report?");
  }

  @Test
  void anUnknownOptionSuggestsTheNearest() {
    assertUserError(
        run("report", "--run", "a", "--output=b"),
        "timestep report: unknown option --run; did you mean --runs?");
  }

  @ParameterizedTest
  @CsvSource({
    "stats --input a.txt --ordr 2, stats, --ordr, --order",
    "stats --input a.txt b.txt --ordr=2 --output x, stats, --ordr, --order",
    "train --input a --valid b --epoch 2, train, --epoch, --epochs",
    "report --runs a --outptu b, report, --outptu, --output",
  })
  void anUnknownOptionAfterPathsIsNoPath(String line, String command, String given, String meant) {
    assertUserError(
        run(line.split(" ")),
        "timestep %s: unknown option %s; did you mean %s?".formatted(command, given, meant));
  }

  @Test
  void anOptionThatTakesPathsNeedsOne() {
    assertUserError(
        run("report", "--runs", "--output", "x"),
        "timestep report: --runs needs at least one DIR; see timestep report --help");
  }

  /** A folder as far as a command sees before it reads the text. */
  private String folderOfTokenize() throws IOException {
    return finishedFolder("tokens", "sequences").toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tokenizer word | --tokenizer",
        "--max-size 90 --lower-case | --lower-case, --max-size",
        "--set text.char-unit=jamo | --set text.char-unit=jamo",
        "--set sequence={valid-fraction:0.3} | --set sequence={valid-fraction:0.3}",
      })
  void trainOnAFolderOfTokenizeRefusesWhatHasNoEffectThere(String options, String named)
      throws IOException {
    String tokens = folderOfTokenize();

    int exitCode =
        run("train --input %s --output %s/out %s".formatted(tokens, folder, options).split(" "));

    assertUserError(
        exitCode,
        named
            + ": no effect on "
            + tokens
            + ", which tokenize wrote with settings of its own; leave it out, or give it to"
            + " tokenize");
  }

  @ParameterizedTest
  @CsvSource({"train --output @/out", "evaluate --model @/model"})
  void aColumnHasNoEffectOnAFolderOfTokenize(String command) throws IOException {
    String tokens = folderOfTokenize();
    String line = command.replace("@", folder.toString());

    assertUserError(
        run("%s --input %s --column text".formatted(line, tokens).split(" ")),
        "--column: no effect on "
            + tokens
            + ", which tokenize wrote with settings of its own; leave it out, or give it to"
            + " tokenize");
  }

  @Test
  void aColumnCountsForTheValidationText() throws IOException {
    String tokens = folderOfTokenize();
    String line = "train --input %s --valid v.csv --column text --min-count 2 --output %s/out";

    int exitCode = run(line.formatted(tokens, folder).split(" "));

    assertThat(err.toString()).startsWith("--min-count: no effect on " + tokens);
    assertThat(exitCode).isEqualTo(2);
  }

  @Test
  void aSplitIsOfAFolderOfTokenizeAlone() throws IOException {
    Path text = Files.writeString(folder.resolve("text.txt"), "one two\n");

    assertUserError(
        run("evaluate --model %s/model --input %s --split test".formatted(folder, text).split(" ")),
        "--split: no effect on "
            + text
            + ", which is no folder of tokenize; leave it out, or give such a folder");
  }

  @Test
  void anOptionWithoutItsValueIsOneLine() {
    int exitCode = run("report", "--output");

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("timestep report: ")
        .contains("--output")
        .endsWith("see timestep report --help");
    assertThat(exitCode).isEqualTo(2);
  }

  @Test
  void missingPathsAreReportedTogether() {
    assertUserError(
        run("report"),
        "timestep report: --runs is missing; see timestep report --help",
        "timestep report: --output is missing; see timestep report --help");
  }

  @Test
  void settingsOfAllSourcesAreReportedTogetherWithTheirOrigin() throws IOException {
    Path file = folder.resolve("x.conf");
    Files.writeString(file, "\ntrain.replicas = none\n");

    assertUserError(
        run(
            "report",
            "--config",
            file.toString(),
            "--set",
            "ngram.ordr=2",
            "--top",
            "0",
            "--runs=x",
            "--output=y"),
        "--set ngram.ordr=2: unknown key ngram.ordr; did you mean ngram.order?",
        file + ":2: train.replicas must be a whole number, got none",
        "--top 0: report.top must be at least 1, got 0");
  }

  @Test
  void printConfigNeedsNoPathsAndShowsOrigins() {
    assertThat(run("report", "--print-config", "--top", "3")).isZero();

    assertThat(out.toString())
        .contains(
            "report {\n  title = \"Timestep report\"  # default\n  top = 3  # from --top 3\n");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "report --runs @/run --output @/page.html | ; the output is whole: @/page.html",
        "report --runs @/run --output @/page.html --json | ; the output is whole: @/page.html",
        "report --print-config | ''",
        "report --help | ''",
      })
  void whatCannotBePrintedIsNoSuccess(String line, String kept) throws IOException {
    Path evaluation = finishedFolder("run", "evaluation");
    Files.writeString(evaluation.resolve("metrics.json"), "{\"perplexity\":123.4}");
    PrintWriter full = new PrintWriter(new FullStream(), false, StandardCharsets.UTF_8);

    int exitCode =
        Main.run(
            line.replace("@", folder.toString()).split(" "),
            full,
            new PrintWriter(err),
            () -> false);

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "timestep report: what it prints could not be written to stdout, which is full or closed"
                + kept.replace("@", folder.toString()));
  }

  /** As {@code /dev/full}. */
  private static final class FullStream extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @Test
  void aMissingInputIsTheUsersErrorAndNothingIsWritten() {
    Path output = folder.resolve("report.html");

    int exitCode = run("report", "--runs", folder + "/none", "--output", output.toString());

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(folder + "/none");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOutputThatWouldReplaceAnInputIsRefused() {
    assertUserError(
        run("report", "--runs", "/a/b/c/", "--output", "file:///a/b"),
        "--output file:///a/b: would replace the input /a/b/c/; choose another folder");
  }

  /** A folder that says what it is, and has nothing else. */
  private Path finishedFolder(String name, String kind) throws IOException {
    Path finished = Files.createDirectory(folder.resolve(name));
    Files.writeString(
        finished.resolve("_SUCCESS"), "{\"kind\":\"%s\",\"format\":1}\n".formatted(kind));
    return finished;
  }

  /** {@code @} is the folder of the model as an absolute path, {@code %} as a relative one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%/model",
        "./%/model",
        "@/./model/",
        "@//model",
        "@/none/../model",
        "@/model/../model",
        "file:@/model",
        "file://@/none/../model",
        "@/link",
        "@/link/../link",
      })
  void anOutputThatIsTheInputInAnotherSpellingIsRefused(String spelling) throws IOException {
    Path model = finishedFolder("model", "model");
    Files.createSymbolicLink(folder.resolve("link"), model);
    Path relative = Path.of("").toAbsolutePath().relativize(folder);
    String output = spelling.replace("%", relative.toString()).replace("@", folder.toString());

    int exitCode = run("generate", "--model", model.toString(), "--output", output, "--overwrite");

    assertUserError(
        exitCode,
        "--output %s: would replace the input %s; choose another folder".formatted(output, model));
    assertThat(model.resolve("_SUCCESS")).isNotEmptyFile();
  }

  @Test
  void anInputInTheOutputIsRefusedThroughALink() throws IOException {
    Path model = Files.createDirectories(folder.resolve("runs/model"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), model);
    Path output = folder.resolve("none/../runs");

    assertUserError(
        run("generate", "--model", link.toString(), "--output", output.toString(), "--overwrite"),
        "--output %s: would replace the input %s; choose another folder".formatted(output, link));
  }

  @Test
  void aFolderOfAnotherKindIsNotOverwritten() throws IOException {
    Path model = finishedFolder("model", "model");
    Path tokens = finishedFolder("tokens", "sequences");

    assertUserError(
        run("generate", "--model", model.toString(), "--output", tokens.toString(), "--overwrite"),
        tokens
            + ": is a sequences folder of tokenize; --overwrite replaces only the same kind, here"
            + " text; choose another --output, or delete it first");
    assertThat(tokens.resolve("_SUCCESS")).isNotEmptyFile();
  }

  @Test
  void eventFilesInTheOutputWhichAppearsOnlyWhenItIsWholeAreRefused() {
    assertUserError(
        run("train", "--input", "/a", "--output", "/b/model", "--tensorboard", "/b/model/events"),
        "events.tensorboard: /b/model/events is in --output /b/model; choose a folder beside it");
  }

  @Test
  void checkpointsInTheOutputAreRefusedInAnySpelling() {
    assertUserError(
        run("train --input /a --output /b/model --checkpoint-folder /b/x/../model".split(" ")),
        "checkpoint.folder: /b/x/../model is in --output /b/model; choose a folder beside it");
  }

  @Test
  void anOutputFileThatExistsIsRefused() throws IOException {
    Path output = Files.writeString(folder.resolve("report.html"), "mine");

    assertUserError(
        run("report", "--runs", folder.toString(), "--output", output.toString()),
        output + ": exists already; choose another --output or add --overwrite");
    assertThat(output).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sample", "stats", "tokenize", "train", "evaluate", "generate", "report", "run"})
  void helpHasAnExampleAndTheExitCodes(String command) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString())
        .contains("Usage: timestep " + command)
        .contains("Example:\n  timestep " + command)
        .contains("Exit codes: 0 done; 2 ");
  }
}

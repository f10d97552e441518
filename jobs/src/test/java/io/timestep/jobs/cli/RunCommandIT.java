package io.timestep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.util.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandIT {
  @TempDir Path folder;
  private Path configuration;
  private String output;

  @BeforeEach
  void writeTextAndConfiguration() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append("the %d cat sees the %d dog\n".formatted(i % 7, i % 5));
    }
    Path corpus = Files.writeString(folder.resolve("text.txt"), text);
    output = folder.resolve("out").toString();
    configuration =
        Files.writeString(
            folder.resolve("small.conf"),
            """
            ngram.order = 2
            sequence { valid-fraction = 0.2, test-fraction = 0.2 }
            model { layers = 1, hidden-size = 8, embedding-size = 8 }
            train { batch-size = 2, time-steps = 5 }
            generate.tokens = 3
            run { input = ["%s"], prompts = ["the"] }
            """
                .formatted(corpus));
  }

  private JsonNode run(String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] arguments = {
      "run", "--json", "--config", configuration.toString(), "--output", output
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    int exitCode = Main.run(all, new PrintWriter(out), new PrintWriter(err), () -> false);
    assertThat(exitCode).as(err.toString()).isZero();
    return Json.parse(out.toString().lines().reduce((a, b) -> b).orElseThrow(), "stdout");
  }

  /** The folder of tokenize and settings of the text in the file: both are the run's own. */
  @Test
  void whatTheRunMadeIsFoodForTheOtherCommands() {
    run();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int generated =
        Main.run(
            new String[] {
              "generate",
              "--model=" + output + "/train",
              "--tokens=2",
              "--prompt=the yak yak emu cat gnu kiwi asp carp koi"
            },
            new PrintWriter(out),
            new PrintWriter(err),
            () -> false);

    assertThat(generated).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("the yak yak emu cat gnu kiwi asp carp koi");
    assertThat(err.toString().lines())
        .containsExactly(
            "Not in the model's vocabulary, read as <unk>: yak, emu, gnu, kiwi, asp and 2 more");

    int trained =
        Main.run(
            new String[] {
              "train",
              "--config=" + withSettingsOfTheText(),
              "--input=" + output + "/tokenize",
              "--output=" + output + "/again"
            },
            new PrintWriter(out),
            new PrintWriter(err),
            () -> false);

    assertThat(trained).as(err.toString()).isZero();
  }

  private Path withSettingsOfTheText() {
    try {
      return Files.writeString(
          folder.resolve("shared.conf"),
          Files.readString(configuration) + "text.lower-case = true\nvocab.max-size = 20\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void allStagesRunOnceAndThenOnlyWhatAChangedSettingReaches() {
    JsonNode first = run();

    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "stats", "tokenize", "train", "evaluate-valid", "evaluate", "generate", "report");
    assertThat(first).allSatisfy(stage -> assertThat(stage.get("skipped").asBoolean()).isFalse());
    JsonNode evaluation = first.at("/evaluate/result");
    assertThat(evaluation.get("perplexity").asDouble()).isGreaterThan(1);
    assertThat(evaluation.at("/baselines/bigram/perplexity").asDouble()).isGreaterThan(1);
    assertThat(Path.of(first.at("/report/result/file").asText())).isNotEmptyFile();

    JsonNode second = run("--set", "generate.seed=99");

    assertThat(second)
        .allSatisfy(
            stage -> {
              boolean isReached = stage.get("stage").asText().matches("generate|report");
              assertThat(stage.get("skipped").asBoolean()).isNotEqualTo(isReached);
            });
    assertThat(second.at("/train/result")).isEqualTo(first.at("/train/result"));
  }

  @Test
  void aColumnOfATableIsTheTextAndAnotherColumnAnotherText() throws IOException {
    StringBuilder rows = new StringBuilder("title,body\n");
    for (int i = 0; i < 400; i++) {
      rows.append("the %d cat,the %d dog sees a cat\n".formatted(i % 50, i % 40));
    }
    Path table = Files.writeString(folder.resolve("table.csv"), rows);
    String[] more = {"--set", "run.input=[\"" + table + "\"]", "--set", "run.column=title"};

    JsonNode titles = run(more);
    more[3] = "run.column=body";
    JsonNode bodies = run(more);

    assertThat(titles.at("/stats/result/tokens").asLong()).isEqualTo(400 * 3);
    assertThat(bodies.at("/stats/result/tokens").asLong()).isEqualTo(400 * 6);
    assertThat(bodies).allSatisfy(stage -> assertThat(stage.get("skipped").asBoolean()).isFalse());
  }
}

package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.SequencesFolder;
import io.timestep.jobs.corpus.TokenizeJob;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.evaluate.EvaluateJob;
import io.timestep.jobs.evaluate.EvaluateResult;
import io.timestep.jobs.evaluate.GenerateJob;
import io.timestep.jobs.evaluate.GenerateResult;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.lm.GenerateConfig;
import io.timestep.util.Json;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a text to a trained model, its score and its words, on a real Spark. */
class TrainJobIT {
  /** 400 lines of six words and an end. */
  private static final long TEXT_TOKENS = 400 * 7;

  @TempDir Path folder;
  private final JobContext context = LocalSpark.context();
  private CorpusInput text;

  @BeforeEach
  void writeText() throws IOException {
    List<String> lines = new ArrayList<>();
    String[] subjects = {"the cat", "a dog", "the bird", "a horse"};
    String[] verbs = {"sleeps", "runs", "eats"};
    for (int i = 0; i < 400; i++) {
      lines.add("%s %s in house %d".formatted(subjects[i % 4], verbs[i % 3], i / 7 % 5));
    }
    text = CorpusInput.text(Files.write(folder.resolve("text.txt"), lines).toString());
  }

  private static Settings settings(String... overrides) {
    List<String> sets =
        new ArrayList<>(
            List.of(
                "model.layers=1",
                "model.hidden-size=16",
                "model.embedding-size=8",
                "train.batch-size=4",
                "train.time-steps=8",
                "train.steps-per-round=5",
                "train.epochs=2",
                "train.optimizer.learning-rate=0.02",
                "sequence.valid-fraction=0.2",
                "sequence.test-fraction=0.2",
                "evaluate.streams=6",
                "evaluate.batch-size=4"));
    sets.addAll(List.of(overrides));
    return TestSettings.of(sets);
  }

  private String model(String name, CorpusInput input, Optional<CorpusInput> valid, Settings s) {
    String output = folder.resolve(name).toString();
    CheckpointPlace checkpoints = CheckpointPlace.of(s.checkpoint(), output, Earlier.REFUSE, "");
    OutputFolder.write(
        context.store(),
        output,
        Kind.MODEL,
        Existing.REFUSE,
        part -> TrainJob.run(context, input, valid, s, part, checkpoints));
    checkpoints.done(context.store(), s.checkpoint());
    return output;
  }

  private String tokens(CorpusInput input, Settings s) {
    String output = folder.resolve("tokens").toString();
    OutputFolder.write(
        context.store(),
        output,
        Kind.SEQUENCES,
        Existing.REFUSE,
        part -> TokenizeJob.run(context, input, s.text(), s.vocab(), s.sequence(), part));
    return output;
  }

  private JsonNode metrics(String output) {
    String file = output + "/" + OutputFolder.METRICS;
    return Json.parse(context.store().readString(file), file);
  }

  @Test
  void a_model_learns_its_text_and_the_folder_has_all_of_it() {
    Settings settings = settings();
    String output = model("model", text, Optional.empty(), settings);

    JsonNode metrics = metrics(output);
    assertThat(metrics.path("validation").path("perplexity").asDouble()).isBetween(1.0, 8.0);
    assertThat(metrics.path("ledger").path("remainder").asLong()).isZero();
    assertThat(metrics.path("ledger").path("read").asLong()).isEqualTo(TEXT_TOKENS);
    assertThat(metrics.path("ledger").path("heldOut").asLong())
        .isGreaterThan(metrics.path("validation").path("tokens").asLong())
        .isEqualTo(TEXT_TOKENS - metrics.path("ledger").path("trained").asLong());
    assertThat(metrics.path("epochs").asInt()).isEqualTo(2);
    assertThat(metrics.path("tokens").asLong())
        .isEqualTo(2 * metrics.path("ledger").path("trained").asLong());
    assertThat(context.store().list(output))
        .containsExactly(
            OutputFolder.MARKER,
            ModelFolder.HISTORY,
            OutputFolder.METRICS,
            ModelFolder.SETTINGS,
            ModelFolder.VOCABULARY,
            ModelFolder.WEIGHTS);

    List<JsonNode> history =
        context
            .store()
            .readString(output + "/" + ModelFolder.HISTORY)
            .lines()
            .map(line -> Json.parse(line, "history"))
            .toList();
    assertThat(history.stream().filter(e -> e.path("event").asText().equals("round")))
        .hasSize(metrics.path("rounds").asInt());
    assertThat(history.stream().filter(e -> e.path("event").asText().equals("validation")))
        .hasSize(2);
  }

  @Test
  void an_early_stop_counts_the_epochs_that_were_trained_and_is_in_the_history() {
    Settings settings =
        settings(
            "train.epochs=5",
            "train.early-stopping.patience=1",
            "train.early-stopping.min-improvement=0.99");
    String output = model("stopped", text, Optional.empty(), settings);

    JsonNode metrics = metrics(output);
    assertThat(metrics.path("epochs").asInt()).isEqualTo(2);
    assertThat(metrics.path("ledger").path("remainder").asLong()).isZero();
    assertThat(metrics.path("tokens").asLong())
        .isEqualTo(2 * metrics.path("ledger").path("trained").asLong());
    String history = context.store().readString(output + "/" + ModelFolder.HISTORY);
    assertThat(history.lines().reduce((first, last) -> last).orElseThrow())
        .contains("\"event\":\"early-stop\"", "\"epoch\":2");
  }

  @Test
  void a_folder_that_tokenize_wrote_and_the_text_itself_give_the_same_model() {
    Settings settings = settings("train.epochs=1");
    String tokens = tokens(text, settings);
    String fromText = model("from-text", text, Optional.empty(), settings);
    String fromTokens = model("from-tokens", CorpusInput.text(tokens), Optional.empty(), settings);
    assertThat(ModelFolder.read(context.store(), fromTokens).parameters())
        .containsExactly(ModelFolder.read(context.store(), fromText).parameters());

    EvaluateResult test =
        EvaluateJob.run(context, fromText, CorpusInput.text(tokens), "valid", settings.evaluate());
    JsonNode validation = metrics(fromText).path("validation");
    assertThat(test.nats()).isEqualTo(validation.path("nats").asDouble());
    assertThat(test.baselines().bigram().perplexity())
        .isBetween(1.0, test.baselines().unigram().perplexity());
    assertThat(test.bitsPerCharacter())
        .isCloseTo(validation.path("bitsPerCharacter").asDouble(), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {SequencesFolder.TRAIN, SequencesFolder.VALID, SequencesFolder.TEST})
  void a_folder_of_tokenize_that_has_lost_a_file_is_refused(String split) throws IOException {
    Settings settings = settings("train.epochs=1");
    String tokens = tokens(text, settings);
    Files.delete(part(tokens, split));

    assertThatThrownBy(() -> model("model", CorpusInput.text(tokens), Optional.empty(), settings))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s: its %s split has 0 tokens, %,d expected; copy the whole folder again, or run tokenize again",
            tokens, split, counted(tokens, split));
  }

  @Test
  void a_folder_of_tokenize_that_has_a_file_twice_is_refused() throws IOException {
    Settings settings = settings("train.epochs=1");
    String tokens = tokens(text, settings);
    Path part = part(tokens, SequencesFolder.TRAIN);
    Files.copy(part, part.resolveSibling("part-00001.parquet"));

    long expected = counted(tokens, SequencesFolder.TRAIN);
    assertThatThrownBy(() -> model("model", CorpusInput.text(tokens), Optional.empty(), settings))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "its train split has %,d tokens, %,d expected".formatted(2 * expected, expected));
  }

  private long counted(String tokens, String split) {
    return metrics(tokens).path("splits").path(split).path("tokens").asLong();
  }

  private static Path part(String tokens, String split) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(tokens, "sequences", "split=" + split))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  @Test
  void with_a_validation_text_apart_all_of_the_input_is_trained_on() {
    String output = model("model", text, Optional.of(text), settings("train.epochs=1"));
    JsonNode metrics = metrics(output);
    long tokens = 400 * (6 + 1); // six words and a sentence end
    assertThat(metrics.path("tokens").asLong()).isEqualTo(tokens);
    assertThat(metrics.path("validation").path("tokens").asLong()).isEqualTo(tokens);
  }

  @Test
  void without_a_validation_text_the_last_parameters_are_kept() {
    String output =
        model(
            "model",
            text,
            Optional.empty(),
            settings("train.epochs=1", "sequence.valid-fraction=0"));
    assertThat(metrics(output).path("validation").isNull()).isTrue();
  }

  @Test
  void text_is_generated_from_a_prompt_and_the_seed_decides_it() {
    String output = model("model", text, Optional.empty(), settings());
    GenerateConfig config = new GenerateConfig(12, 0.8, 0, 0.95, 3);
    GenerateResult first =
        GenerateJob.run(context.store(), output, List.of("the cat", "the cat"), config);
    assertThat(first.samples()).allMatch(s -> s.text().startsWith("the cat "));
    assertThat(GenerateJob.run(context.store(), output, List.of("the cat", "the cat"), config))
        .isEqualTo(first);
    assertThat(first.samples()).allMatch(s -> s.log10Prob() < 0 && s.tokens() <= 12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.softmax=adaptive",
        "model.tie-weights=true model.embedding-size=16",
        "model.tie-weights=true model.embedding-size=16 model.softmax=adaptive"
      })
  void other_output_layers_train_and_what_is_read_back_evaluates_and_writes_the_same(
      String output) {
    Settings settings = settings(output.split(" "));
    assertThat(settings.train().replicas()).isEqualTo(2);
    String tokens = tokens(text, settings);
    String trained = model("model", CorpusInput.text(tokens), Optional.empty(), settings);
    JsonNode validation = metrics(trained).path("validation");
    assertThat(validation.path("perplexity").asDouble()).isBetween(1.0, 8.0);

    ModelFolder.Model model = ModelFolder.read(context.store(), trained);
    assertThat(model.model()).isEqualTo(settings.model().withCutoffsFor(model.vocabulary()));
    EvaluateResult scored =
        EvaluateJob.run(context, trained, CorpusInput.text(tokens), "valid", settings.evaluate());
    assertThat(scored.nats()).isEqualTo(validation.path("nats").asDouble());
    assertThat(scored.accuracyAt5()).isBetween(scored.accuracy(), 1.0);

    GenerateConfig config = new GenerateConfig(12, 0.8, 3, 0.95, 3);
    GenerateResult written = GenerateJob.run(context.store(), trained, List.of("the cat"), config);
    assertThat(written.samples())
        .allMatch(s -> s.text().startsWith("the cat ") && s.log10Prob() < 0);
    assertThat(GenerateJob.run(context.store(), trained, List.of("the cat"), config))
        .isEqualTo(written);
  }

  @Test
  void cutoffs_beyond_the_vocabulary_are_refused() {
    Settings settings = settings("model.softmax=adaptive", "model.cutoffs=[5,5000]");
    assertThatThrownBy(() -> model("model", text, Optional.empty(), settings))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("model.cutoffs")
        .hasMessageContaining("got [5, 5000]");
  }

  @Test
  void a_folder_that_is_no_model_or_has_other_weights_is_refused() throws IOException {
    assertThatThrownBy(() -> ModelFolder.read(context.store(), folder.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is no model folder");

    String output = model("model", text, Optional.empty(), settings("train.epochs=1"));
    Path conf = Path.of(output, ModelFolder.SETTINGS);
    Files.writeString(conf, Files.readString(conf).replace("hidden-size = 16", "hidden-size = 17"));
    assertThatThrownBy(() -> ModelFolder.read(context.store(), output))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("belongs to another model.conf");

    Files.writeString(Path.of(output, OutputFolder.MARKER), "{\"kind\":\"model\",\"format\":99}");
    assertThatThrownBy(() -> ModelFolder.read(context.store(), output))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("format 99");
  }

  @Test
  void sequences_of_another_vocabulary_are_refused() throws IOException {
    Settings settings = settings("train.epochs=1");
    String output = model("model", text, Optional.empty(), settings);
    CorpusInput other =
        CorpusInput.text(
            Files.write(folder.resolve("other.txt"), List.of("one two", "three four five"))
                .toString());
    String tokens =
        tokens(other, settings("sequence.valid-fraction=0", "sequence.test-fraction=0"));
    assertThatThrownBy(
            () ->
                EvaluateJob.run(
                    context, output, CorpusInput.text(tokens), "train", settings.evaluate()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("another vocabulary");
  }
}

package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.nn.RecurrentNetwork;
import io.timestep.nn.WindowLoss;
import io.timestep.sequence.TokenWindow;
import io.timestep.train.RateSchedule;
import io.timestep.train.TrainConfig;
import io.timestep.util.Json;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** {@code train.master = dl4j-stock}. */
class StockTrainingIT {
  @TempDir Path folder;

  private static Settings settings(String... more) {
    List<String> sets =
        new ArrayList<>(
            List.of(
                "train.master=dl4j-stock",
                "train.clip.norm=0",
                "model.layers=1",
                "model.hidden-size=8",
                "model.embedding-size=8",
                "train.batch-size=4",
                "train.time-steps=8",
                "train.steps-per-round=5",
                "train.epochs=3",
                "train.optimizer.learning-rate=0.02",
                "sequence.valid-fraction=0.2",
                "evaluate.streams=6"));
    sets.addAll(List.of(more));
    return TestSettings.of(sets);
  }

  private CorpusInput text() throws IOException {
    String[] subjects = {"the cat", "a dog", "the bird", "a horse"};
    List<String> lines =
        IntStream.range(0, 400)
            .mapToObj(i -> "%s sleeps in house %d".formatted(subjects[i % 4], i / 7 % 5))
            .toList();
    return CorpusInput.text(Files.write(folder.resolve("text.txt"), lines).toString());
  }

  @Test
  void its_model_is_scored_and_written_as_any_and_the_ledger_has_what_it_left_out()
      throws IOException {
    JobContext context = LocalSpark.context();
    CorpusInput input = text();
    String output = folder.resolve("model").toString();
    TrainResult result =
        OutputFolder.write(
            context.store(),
            output,
            Kind.MODEL,
            Existing.REFUSE,
            part ->
                TrainJob.run(
                    context,
                    input,
                    Optional.empty(),
                    settings("model.tie-weights=true"),
                    part,
                    new CheckpointPlace(part + CheckpointPlace.SUFFIX, Earlier.REFUSE, "")));

    TrainResult.Ledger ledger = result.ledger();
    assertThat(ledger.trained()).isPositive();
    assertThat(ledger.remainder()).isPositive();
    assertThat(ledger.read()).isEqualTo(ledger.trained() + ledger.heldOut() + ledger.remainder());
    assertThat(result.validation().perplexity()).isBetween(1.0, 10.0);
    assertThat(ModelFolder.read(context.store(), output).parameters())
        .hasSize((int) result.parameters());
    List<JsonNode> history =
        context
            .store()
            .readString(output + "/" + ModelFolder.HISTORY)
            .lines()
            .map(line -> Json.parse(line, "history"))
            .toList();
    assertThat(history)
        .filteredOn(event -> event.path("event").asText().equals("validation"))
        .hasSize(3);
    assertThatMeasuresAreTrue(result, history);
  }

  private static void assertThatMeasuresAreTrue(TrainResult result, List<JsonNode> history) {
    List<JsonNode> rounds =
        history.stream().filter(event -> event.path("event").asText().equals("round")).toList();
    assertThat(rounds).hasSize(3);
    long bytes = 0;
    for (JsonNode round : rounds) {
      for (String unmeasured :
          List.of(
              "gradientNorm",
              "clippedShare",
              "divergence",
              "computeSeconds",
              "broadcastSeconds",
              "mergeSeconds")) {
        assertThat(round.path(unmeasured).textValue()).as(unmeasured).isEqualTo("NaN");
      }
      assertThat(round.path("replicas").path(0).path("clippedSteps").isNull()).isTrue();
      assertThat(round.path("seconds").asDouble()).isPositive();
      bytes += round.path("bytesMoved").asLong();
    }
    // Parameters and Adam's two moments, 4 bytes a value, to one executor and from two replicas.
    assertThat(bytes).isEqualTo(result.rounds() * 3L * 12 * result.parameters());
    assertThat(result.time().bytesMoved()).isEqualTo(bytes);
    assertThat(result.time().rounds()).isPositive();
    assertThat(result.time().compute()).isNull();
    assertThat(result.time().overheadShare()).isNull();
  }

  @Test
  void a_step_of_dl4j_is_that_of_the_mean_nats_of_a_token() {
    TrainConfig train =
        settings("train.optimizer.type=sgd", "train.optimizer.learning-rate=0.5").train();
    int vocabulary = 7;
    int[] tokens = new int[4 * 8 + 1];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (i * i + i / 3) % vocabulary;
    }
    int[] inputs = IntStream.range(0, 32).map(i -> tokens[i]).toArray();
    int[] targets = IntStream.range(0, 32).map(i -> tokens[i + 1]).toArray();
    TokenWindow window = new TokenWindow(4, 8, inputs, targets, 32);
    try (RecurrentNetwork ours =
        RecurrentNetwork.create(settings().model(), vocabulary, train.seed())) {
      float[] start = ours.copyParameters();
      WindowLoss loss = ours.gradient(window);
      float[] expected = start.clone();
      float[] slope = ours.gradients().values().toFloatVector();
      for (int i = 0; i < expected.length; i++) {
        expected[i] -= 0.5f * slope[i] / loss.tokens();
      }

      MultiLayerNetwork stock =
          new MultiLayerNetwork(
              StockNetwork.configuration(
                  settings().model(),
                  vocabulary,
                  train,
                  new RateSchedule(train.schedule(), 0.5, 10)));
      stock.init();
      stock.setParams(Nd4j.createFromArray(start).reshape(1, start.length));
      DataSet data = StockTraining.dataSet(window);
      stock.fit(data);
      assertThat(stock.score() * data.numExamples()).isCloseTo(loss.nats(), within(1e-4));
      assertThat(stock.params().toFloatVector()).containsExactly(expected, within(1e-6f));
    }
  }

  @Test
  void what_it_has_no_counterpart_for_is_refused_all_at_once() throws IOException {
    CorpusInput input = text();
    Settings settings =
        settings(
            "train.clip.norm=1",
            "train.outer.rule=bmuf",
            "train.optimizer.type=adagrad",
            "train.early-stopping.patience=2");

    assertThatThrownBy(
            () ->
                TrainJob.run(
                    LocalSpark.context(),
                    input,
                    Optional.empty(),
                    settings,
                    folder.resolve("never").toString(),
                    new CheckpointPlace(folder.resolve("none").toString(), Earlier.REFUSE, "")))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "dl4j-stock", "clip.norm = 0", "outer.rule", "optimizer.type", "early-stopping");
  }
}

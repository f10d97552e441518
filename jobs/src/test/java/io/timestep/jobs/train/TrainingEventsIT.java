package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.util.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training as others see it: in Spark's metrics and in event files of TensorBoard. */
class TrainingEventsIT {
  private static final String GAUGE = "plugin_io_timestep_jobs_engine_TrainingMetricsPlugin_";

  @TempDir Path folder;

  private Settings settings(String... more) {
    return TestSettings.of(
        Stream.concat(
                Stream.of(
                    "model.layers=1",
                    "model.hidden-size=8",
                    "model.embedding-size=8",
                    "train.batch-size=2",
                    "train.time-steps=8",
                    "train.steps-per-round=4",
                    "train.epochs=2",
                    "sequence.valid-fraction=0.3",
                    "sequence.test-fraction=0"),
                Stream.of(more))
            .toList());
  }

  private TrainResult train(JobContext context, Settings settings) {
    try {
      List<String> lines =
          Stream.iterate(0, i -> i + 1).limit(60).map("line %d of it all"::formatted).toList();
      CorpusInput text =
          CorpusInput.text(Files.write(folder.resolve("text.txt"), lines).toString());
      String model = folder.resolve("model").toString();
      CheckpointPlace checkpoints =
          CheckpointPlace.of(settings.checkpoint(), model, Earlier.REFUSE, "");
      return TrainJob.run(context, text, Optional.empty(), settings, model, checkpoints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<JsonNode> history(String event) throws IOException {
    return Files.readAllLines(folder.resolve("model").resolve(ModelFolder.HISTORY)).stream()
        .map(line -> Json.parse(line, "history"))
        .filter(e -> e.path("event").asText().equals(event))
        .toList();
  }

  private static String page(String url) {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static double gauge(String page, String name) {
    Matcher line =
        Pattern.compile("(?m)^metrics_\\S*_driver_" + GAUGE + name + "_Value\\{.*} (\\S+)$")
            .matcher(page);
    assertThat(line.find()).as("%s in %s", name, page).isTrue();
    return Double.parseDouble(line.group(1));
  }

  @Test
  void the_prometheus_page_of_the_driver_has_the_last_round() throws IOException {
    record Pages(String before, String after, TrainResult result) {}
    Pages pages =
        LocalSpark.asCommand(
            "train",
            Map.of("spark.ui.enabled", "true", "spark.ui.port", "0"),
            context -> {
              String url =
                  "http://127.0.0.1:%s/metrics/prometheus/"
                      .formatted(
                          URI.create(context.spark().sparkContext().uiWebUrl().get()).getPort());
              String before = page(url);
              TrainResult result = train(context, settings());
              return new Pages(before, page(url), result);
            });

    assertThat(gauge(pages.before(), "train_round")).isNaN();
    assertThat(gauge(pages.after(), "train_round")).isEqualTo(pages.result().rounds());
    assertThat(gauge(pages.after(), "train_tokens")).isEqualTo((double) pages.result().tokens());
    List<JsonNode> rounds = history("round");
    JsonNode last = rounds.get(rounds.size() - 1);
    assertThat(gauge(pages.after(), "train_perplexity"))
        .isEqualTo(last.path("trainPerplexity").asDouble());
    assertThat(gauge(pages.after(), "train_learning_rate"))
        .isEqualTo(last.path("learningRate").asDouble());
    assertThat(gauge(pages.after(), "validation_perplexity"))
        .isEqualTo(history("validation").get(1).path("perplexity").asDouble());
  }

  @Test
  void the_history_says_how_far_replicas_came_apart_and_what_rounds_cost() throws IOException {
    TrainResult result =
        train(
            LocalSpark.context(),
            settings("train.optimizer.type=sgd", "train.optimizer.learning-rate=0.5"));

    List<JsonNode> rounds = history("round");
    double seconds = 0;
    for (JsonNode round : rounds) {
      assertThat(round.path("divergence").asDouble()).isPositive();
      assertThat(round.path("relativeDivergence").asDouble()).isBetween(1e-9, 1.0);
      // Without moments: to one executor, from two replicas, to the driver, 4 bytes a value.
      assertThat(round.path("bytesMoved").asLong()).isEqualTo(16L * result.parameters());
      assertThat(round.path("clippedShare").asDouble()).isBetween(0.0, 1.0);
      assertThat(round.path("computeSeconds").asDouble()).isPositive();
      seconds += round.path("seconds").asDouble();
    }
    assertThat(result.time().rounds()).isCloseTo(seconds, within(1e-9));
    assertThat(result.time().bytesMoved()).isEqualTo(rounds.size() * 16L * result.parameters());
    assertThat(result.time().overheadShare()).isBetween(0.0, 1.0);
    assertThat(result.time().validation()).isPositive();
  }

  @Test
  void a_round_that_diverged_is_run_again_with_half_the_rate_and_says_so() throws IOException {
    List<String> notes = new ArrayList<>();
    JobContext context = LocalSpark.context();
    train(
        new JobContext(context.spark(), context.store(), new Noting(notes)),
        settings(
            "train.on-divergence=rollback",
            "train.steps-per-round=100", // one round: what is finite after one may not be after two
            "train.epochs=1",
            "model.cell=rnn-relu",
            "train.optimizer.type=sgd",
            "train.optimizer.learning-rate=64",
            "train.clip.norm=0"));

    List<JsonNode> changes = history("rate-change");
    assertThat(changes).isNotEmpty();
    double scale = 1;
    for (int i = 0; i < changes.size(); i++) {
      JsonNode change = changes.get(i);
      scale /= 2;
      assertThat(change.path("cause").asText()).isEqualTo("divergence");
      assertThat(change.path("rateScale").asDouble()).isEqualTo(scale);
      assertThat(notes.get(i))
          .isEqualTo(
              ("Warning: training diverged in epoch %d, round %d; the round is run again with %s"
                      + " of the learning rate")
                  .formatted(change.path("epoch").asInt(), change.path("round").asInt(), scale));
    }
    List<JsonNode> rounds = history("round");
    assertThat(rounds.get(rounds.size() - 1).path("learningRate").asDouble()).isEqualTo(64 * scale);
    assertThat(rounds).extracting(round -> round.path("round").asInt()).doesNotHaveDuplicates();
  }

  @Test
  void tensorboard_gets_a_file_of_every_round_and_validation() throws IOException {
    Path board = folder.resolve("board");
    train(LocalSpark.context(), settings("events.tensorboard=\"" + board + "\""));

    try (Stream<Path> files = Files.list(board)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      assertThat(all.get(0).getFileName().toString()).startsWith("events.out.tfevents.");
      String bytes = Files.readString(all.get(0), StandardCharsets.ISO_8859_1);
      assertThat(occurrences(bytes, "train/perplexity")).isEqualTo(history("round").size());
      assertThat(occurrences(bytes, "validation/perplexity")).isEqualTo(2);
    }
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}

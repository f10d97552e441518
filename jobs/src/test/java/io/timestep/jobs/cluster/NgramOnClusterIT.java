package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.util.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that are processes of their own map a binary model, and are sent an ARPA file's. */
class NgramOnClusterIT {
  @TempDir static Path folder;
  private static StandaloneCluster cluster;
  private static Path text;
  private static Path model;

  @BeforeAll
  static void start() throws IOException {
    cluster = StandaloneCluster.start(2);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 80_000; i++) { // more than one task
      lines.add("line %d of a text where word w%d is rare".formatted(i % 9, 7 * i % 5003));
    }
    text = Files.write(folder.resolve("text.txt"), lines);
    model = folder.resolve("model");
    embedded("train", "--input", text.toString(), "--output", model.toString());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static Command.Result embedded(String... arguments) {
    List<String> words = new ArrayList<>(List.of("ngram"));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--set", "ngram.discount-fallback=0.5,1,1.5"));
    return Command.script("timestep", words, Map.of("TIMESTEP_HEAP", "1g")).expectSuccess();
  }

  private static JsonNode last(Command.Result result) {
    List<String> lines = result.expectSuccess().out().lines().toList();
    return Json.parse(lines.get(lines.size() - 1), "--json");
  }

  @Test
  void the_score_is_the_same_embedded_and_on_executors_whatever_the_models_form() {
    String[] arguments = {
      "evaluate", "--model", model.toString(), "--input", text.toString(), "--json"
    };
    double expected = last(embedded(arguments)).path("log10Prob").asDouble();
    assertThat(expected).isNegative();

    for (Path form : List.of(model, model.resolve("model.arpa"))) {
      JsonNode score =
          last(
              cluster.timestep(
                  "ngram",
                  "evaluate",
                  "--model",
                  form.toString(),
                  "--input",
                  text.toString(),
                  "--json"));

      assertThat(score.path("log10Prob").asDouble()).as(form.toString()).isEqualTo(expected);
      assertThat(score.path("sentences").asLong()).isEqualTo(80_000);
    }
  }
}

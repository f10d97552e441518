package io.timestep.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.timestep.jobs.engine.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run came to, on one screen. */
public final class RunSummary {
  /** N-grams shown of each order. */
  private static final int SHOWN = 5;

  private final List<StageResult> stages;
  private final Map<String, JsonNode> results = new LinkedHashMap<>();
  private final TextTable table = new TextTable();

  private RunSummary(List<StageResult> stages) {
    this.stages = stages;
    stages.forEach(stage -> results.put(stage.stage(), stage.result()));
  }

  /** The summary as aligned lines. */
  public static String of(List<StageResult> stages) {
    return new RunSummary(stages).write();
  }

  private String write() {
    corpus(result(RunStages.TOKENIZE));
    ngrams(result(RunStages.STATS));
    model(result(RunStages.TRAIN));
    scores(result(RunStages.VALIDATE), result(RunStages.EVALUATE));
    for (JsonNode sample : result(RunStages.GENERATE).path("samples")) {
      table.row("sample", sample.path("text").asText());
    }
    if (results.containsKey(RunStages.REPORT)) {
      table.row("report", result(RunStages.REPORT).path("file").asText());
    }
    String skipped =
        stages.stream()
            .filter(StageResult::skipped)
            .map(StageResult::stage)
            .collect(Collectors.joining(", "));
    if (!skipped.isEmpty()) {
      table.row("skipped", skipped + " (unchanged)");
    }
    return table.toString();
  }

  private JsonNode result(String stage) {
    return results.getOrDefault(stage, MissingNode.getInstance());
  }

  private void corpus(JsonNode tokenize) {
    if (!tokenize.isMissingNode()) {
      table.row(
          "corpus",
          format(
              "%,d sentences, %,d tokens; vocabulary of %,d, %s of words unknown",
              tokenize.path("sentences").asLong(),
              tokenize.path("tokens").asLong(),
              tokenize.path("vocabularySize").asLong(),
              TextTable.percent(tokenize.path("oovRate").asDouble())));
    }
  }

  private void ngrams(JsonNode stats) {
    for (int order = 1; order <= stats.path("types").size(); order++) {
      table.row(
          order + "-grams",
          format(
              "%,d different, %,d of them once; most frequent: %s",
              stats.path("types").path(order - 1).asLong(),
              stats.path("hapaxes").path(order - 1).asLong(),
              top(stats.path("top").path(order - 1))));
    }
  }

  private static String top(JsonNode ngrams) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(SHOWN, ngrams.size()); i++) {
      JsonNode ngram = ngrams.path(i);
      shown.add(format("%s (%,d)", ngram.path("ngram").asText(), ngram.path("count").asLong()));
    }
    return String.join(", ", shown);
  }

  private void model(JsonNode train) {
    if (!train.isMissingNode()) {
      table.row(
          "model",
          format(
              "%,d parameters, %d replicas, %,d rounds, %,.0f tokens/s",
              train.path("parameters").asLong(),
              train.path("replicas").asLong(),
              train.path("rounds").asLong(),
              train.path("tokensPerSecond").asDouble()));
    }
  }

  /** Perplexities of the model and of the simpler ones, on both texts where both are there. */
  private void scores(JsonNode validation, JsonNode test) {
    if (test.isMissingNode()) {
      return;
    }
    table.row("perplexity", columns(validation.isMissingNode() ? "" : "validation", "test"));
    table.row("  model", columns(perplexity(validation), perplexity(test)));
    test.path("baselines")
        .fieldNames()
        .forEachRemaining(
            name ->
                table.row(
                    "  %s baseline".formatted(name),
                    columns(
                        perplexity(validation.path("baselines").path(name)),
                        perplexity(test.path("baselines").path(name)))));
    if (test.path("baselines").has("bigram")) {
      table.row("verdict", verdict(test, test.path("baselines").path("bigram")));
    }
  }

  private static String columns(String validation, String test) {
    return validation.isEmpty() ? test : "%-12s%s".formatted(validation, test);
  }

  private static String verdict(JsonNode model, JsonNode bigram) {
    return model.path("perplexity").asDouble() < bigram.path("perplexity").asDouble()
        ? "the model beats the bigram baseline"
        : "the model does NOT beat the bigram baseline";
  }

  private static String perplexity(JsonNode score) {
    return score.has("perplexity") ? format("%,.2f", score.path("perplexity").asDouble()) : "";
  }

  private static String format(String text, Object... arguments) {
    return String.format(Locale.ROOT, text, arguments);
  }
}

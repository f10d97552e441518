package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.ngram.query.NgramModelSource;
import io.timestep.text.TextConfig;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the commands that use N-gram models have in common. */
abstract class NgramModelCommand extends JobCommand {
  /** Help of {@code --model}. */
  static final String MODEL_HELP =
      "A folder of ngram train, the binary folder in it, or any ARPA file, also .gz. Required.";

  /** Unknown words named in the warning. */
  private static final int NAMED = 5;

  @Override
  Map<String, String> defaults() {
    return Map.of("text.normalization", "none");
  }

  /**
   * How text becomes the models' words: as they say, or else as the settings do.
   *
   * @throws UserException if they do not agree, or something else was asked for
   */
  final TextConfig text(Settings settings, List<NgramModelSource> models) {
    List<TextConfig> own =
        models.stream().flatMap(model -> model.text().stream()).distinct().toList();
    if (own.isEmpty()) {
      return settings.text();
    }
    String paths = models.stream().map(NgramModelSource::path).collect(Collectors.joining(", "));
    if (own.size() > 1) {
      throw new UserException(
          "%s: were trained with different settings of text.*; use models of one tokenizer"
              .formatted(paths));
    }
    List<String> given = givenFor(Set.of("text"));
    if (!given.isEmpty() && !settings.text().equals(own.get(0))) {
      throw new UserException(
          "%s: %s was trained with other settings of text.*, which count; leave it out"
              .formatted(String.join(", ", given), paths));
    }
    return own.get(0);
  }

  /** Tells people which words the model cannot know. */
  final void warnOfUnknown(List<String> unknown) {
    if (!unknown.isEmpty()) {
      String named = unknown.stream().limit(NAMED).collect(Collectors.joining(", "));
      int others = unknown.size() - NAMED;
      note(
          "Not in the model's vocabulary, read as %s: %s%s"
              .formatted(
                  Vocabulary.UNKNOWN_WORD,
                  named,
                  others > 0 ? " and %d more".formatted(others) : ""));
    }
  }

  /** Tells people that a model has no probabilities. */
  final void warnOfScores(NgramModelSource model) {
    if (model.hasScores()) {
      note(
          "%s: a model of stupid-backoff has scores that do not sum to 1; what follows from them is no probability or perplexity"
              .formatted(model.path()));
    }
  }

  private void note(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(message);
    err.flush();
  }
}

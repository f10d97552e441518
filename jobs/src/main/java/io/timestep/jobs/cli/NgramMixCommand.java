package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.engine.TextTable;
import io.timestep.jobs.ngram.query.NgramMixJob;
import io.timestep.jobs.ngram.query.NgramMixResult;
import io.timestep.jobs.ngram.query.NgramModelSource;
import io.timestep.text.TextConfig;
import io.timestep.util.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code timestep ngram mix}. */
@Command(
    name = "mix",
    description = "Finds the weights with which N-gram models together foretell a text best.",
    customSynopsis =
        "timestep ngram mix --model DIR|ARPA --model DIR|ARPA... --input PATH... [OPTION...]",
    footer = {
      "",
      "The input is held-out text: none that a model was trained with. The weights of the linear",
      "mixture are found by expectation maximisation.",
      "",
      "Example:",
      "  timestep ngram mix --model runs/news --model runs/novels --input heldout.txt",
      "",
      JobCommand.EXIT_CODES
    })
final class NgramMixCommand extends NgramModelCommand {
  @Option(
      names = "--model",
      paramLabel = "DIR|ARPA",
      arity = "1..*",
      parameterConsumer = PathsConsumer.class,
      description =
          "A folder of ngram train, the binary folder in it, or any ARPA file, also .gz; two or more.")
  List<String> models = new ArrayList<>();

  @Mixin InputOptions input;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Writes the result into a folder too.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return SettingOption.all("text.tokenizer", "text.lower-case");
  }

  @Override
  void checkPaths(Paths paths) {
    paths
        .require("--model", models)
        .require("--input", input.paths)
        .apart(input.paths, output)
        .apart(models, output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    if (models.size() == 1) {
      throw new UserException("--model: one alone; give two models or more to mix");
    }
    List<NgramModelSource> sources =
        models.stream().map(model -> NgramModelSource.find(session.store(), model)).toList();
    TextConfig text = text(settings, sources);
    JobContext context = session.job();
    Function<String, NgramMixResult> work =
        folder -> NgramMixJob.run(context, sources, input.corpus(), text);
    NgramMixResult result =
        output == null
            ? work.apply("")
            : OutputFolder.write(context.store(), output, Kind.EVALUATION, common.existing(), work);
    return new Outcome(result, table(result).toString());
  }

  private static TextTable table(NgramMixResult result) {
    TextTable table = new TextTable().row("tokens", result.tokens());
    if (result.impossible() > 0) {
      table.row("tokens of probability 0", result.impossible());
    }
    for (NgramMixResult.Part part : result.models()) {
      String perplexity =
          part.perplexity() == null
              ? "no perplexity: a token has probability 0"
              : String.format(Locale.ROOT, "perplexity %,.2f", part.perplexity());
      table.row(
          part.model(), String.format(Locale.ROOT, "weight %.4f, %s", part.weight(), perplexity));
    }
    return table
        .row("mixture", String.format(Locale.ROOT, "perplexity %,.2f", result.perplexity()))
        .row(
            "iterations",
            result.iterations() + (result.converged() ? "" : ", and not yet at rest"));
  }
}

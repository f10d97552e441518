package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.evaluate.GenerateJob;
import io.timestep.jobs.evaluate.GenerateResult;
import io.timestep.util.Store;
import io.timestep.vocab.Vocabulary;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code timestep generate}. */
@Command(
    name = "generate",
    description = "Draws text from a model.",
    customSynopsis = "timestep generate --model DIR --prompt TEXT [OPTION...]",
    footer = {
      "",
      "Example:",
      "  timestep generate --model runs/model --prompt \"a small\" --tokens 20 --seed 7",
      "",
      JobCommand.EXIT_CODES
    })
final class GenerateCommand extends JobCommand {
  /** Unknown words named in the warning. */
  private static final int NAMED = 5;

  @Option(names = "--model", paramLabel = "DIR", description = "A folder of train. Required.")
  String model;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "How the text begins; without it, as sentences do.")
  String prompt = "";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Writes the result into a folder too, for report.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return SettingOption.all(
        "generate.tokens",
        "generate.temperature",
        "generate.top-k",
        "generate.top-p",
        "generate.seed");
  }

  @Override
  void checkPaths(Paths paths) {
    paths.require("--model", model).apart(model == null ? List.of() : List.of(model), output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    Store store = session.store();
    Function<String, GenerateResult> work =
        folder -> GenerateJob.run(store, model, List.of(prompt), settings.generate());
    GenerateResult result =
        output == null
            ? work.apply("")
            : OutputFolder.write(store, output, Kind.TEXT, common.existing(), work);
    GenerateResult.Sample sample = result.samples().get(0);
    if (!sample.unknown().isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(warning(sample.unknown()));
      err.flush();
    }
    return new Outcome(sample, sample.text());
  }

  private static String warning(List<String> unknown) {
    String named = unknown.stream().limit(NAMED).collect(Collectors.joining(", "));
    int others = unknown.size() - NAMED;
    return "Not in the model's vocabulary, read as %s: %s%s"
        .formatted(
            Vocabulary.UNKNOWN_WORD, named, others > 0 ? " and %d more".formatted(others) : "");
  }
}

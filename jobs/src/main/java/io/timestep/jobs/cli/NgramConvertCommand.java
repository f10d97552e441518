package io.timestep.jobs.cli;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.engine.TextTable;
import io.timestep.jobs.ngram.query.NgramConvertJob;
import io.timestep.jobs.ngram.query.NgramConvertResult;
import io.timestep.jobs.ngram.query.NgramModelSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code timestep ngram convert}. */
@Command(
    name = "convert",
    description = "Makes a model folder, with a binary model, of any ARPA file. Needs no cluster.",
    customSynopsis = "timestep ngram convert --model ARPA --output DIR [OPTION...]",
    footer = {
      "",
      "Example:",
      "  timestep ngram convert --model kenlm.arpa.gz --output runs/model --set ngram.output=binary",
      "",
      JobCommand.EXIT_CODES
    })
final class NgramConvertCommand extends NgramModelCommand {
  @Option(names = "--model", paramLabel = "ARPA", description = MODEL_HELP)
  String model;

  @Option(names = "--output", paramLabel = "DIR", description = "The folder to make. Required.")
  String output;

  @Override
  List<SettingOption> settingOptions() {
    return SettingOption.all("ngram.quantize-bits");
  }

  @Override
  void checkPaths(Paths paths) {
    paths
        .require("--model", model)
        .require("--output", output)
        .apart(model == null ? List.of() : List.of(model), output);
  }

  @Override
  Outcome run(Settings settings, Session session) {
    NgramModelSource source = NgramModelSource.find(session.store(), model);
    NgramConvertResult result =
        OutputFolder.write(
            session.store(),
            output,
            Kind.NGRAM_MODEL,
            common.existing(),
            folder ->
                NgramConvertJob.run(
                    session.hadoopConfiguration(), source, settings.ngram(), folder));
    TextTable table = new TextTable();
    for (int k = 0; k < result.order(); k++) {
      table.row("%d-grams".formatted(k + 1), result.ngrams().get(k));
    }
    return new Outcome(result, table.row("written to", output).toString());
  }
}

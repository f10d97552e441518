package io.timestep.jobs.train;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.EncodeJob;
import io.timestep.jobs.corpus.SequencesFolder;
import io.timestep.jobs.corpus.TokenizeJob;
import io.timestep.jobs.engine.JobContext;
import io.timestep.sequence.SequenceConfig;
import io.timestep.text.TextConfig;
import io.timestep.vocab.Vocabulary;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The text of a training, encoded: as {@code tokenize} left it, or tokenized on the way.
 *
 * @param valid rows to validate with; may have none
 */
record TrainingText(
    TextConfig text, Vocabulary vocabulary, Dataset<Row> train, Dataset<Row> valid) {

  /**
   * Finds or makes the training text.
   *
   * @param valid a validation text apart; empty: the split {@code valid} of the input
   * @param workFolder where the input is tokenized to, if it has to be
   */
  static TrainingText of(
      JobContext context,
      CorpusInput input,
      Optional<CorpusInput> valid,
      Settings settings,
      String workFolder) {
    SequencesFolder folder =
        SequencesFolder.isOne(context, input)
            ? SequencesFolder.open(context, input.paths().get(0))
            : tokenize(context, input, valid, settings, workFolder);
    Dataset<Row> validation =
        valid
            .map(v -> EncodeJob.encode(context, v, folder.text(), folder.vocabulary()))
            .orElseGet(() -> folder.split(context, SequencesFolder.VALID));
    return new TrainingText(
        folder.text(),
        folder.vocabulary(),
        folder.split(context, SequencesFolder.TRAIN),
        validation);
  }

  private static SequencesFolder tokenize(
      JobContext context,
      CorpusInput input,
      Optional<CorpusInput> valid,
      Settings settings,
      String workFolder) {
    SequenceConfig split = settings.sequence();
    if (valid.isPresent()) { // then all of the input is for training
      split = new SequenceConfig(0, 0, split.splitSeed());
    }
    TokenizeJob.run(context, input, settings.text(), settings.vocab(), split, workFolder);
    return SequencesFolder.unchecked(context, workFolder);
  }
}

package io.timestep.jobs.train;

import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.EncodeJob;
import io.timestep.jobs.corpus.EncodedRows;
import io.timestep.jobs.corpus.SequencesFolder;
import io.timestep.jobs.corpus.TokenizeJob;
import io.timestep.jobs.engine.JobContext;
import io.timestep.sequence.SequenceConfig;
import io.timestep.util.UserException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The text of a training, encoded: as {@code tokenize} left it, or tokenized on the way.
 *
 * @param folder the training text's
 * @param encodedValid rows to validate with; may have none
 */
record TrainingText(SequencesFolder folder, Dataset<Row> train, EncodedRows encodedValid)
    implements AutoCloseable {

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
        SequencesFolder.isOne(context.store(), input)
            ? SequencesFolder.open(context, input.paths().get(0))
            : tokenize(context, input, valid, settings, workFolder);
    return new TrainingText(
        folder,
        folder.split(context, SequencesFolder.TRAIN),
        valid
            .map(v -> encode(context, v, folder))
            .orElseGet(() -> EncodedRows.of(folder.split(context, SequencesFolder.VALID))));
  }

  Dataset<Row> valid() {
    return encodedValid.rows();
  }

  /** Tokens of the input that its splits keep from training. */
  long heldOutTokens(JobContext context) {
    return Stream.of(SequencesFolder.VALID, SequencesFolder.TEST)
        .mapToLong(split -> tokens(folder.split(context, split)))
        .sum();
  }

  private static long tokens(Dataset<Row> rows) {
    Row sum = rows.agg(functions.sum(functions.size(rows.col("tokens")))).first();
    return sum.isNullAt(0) ? 0 : sum.getLong(0);
  }

  @Override
  public void close() {
    encodedValid.close();
  }

  /** Kept in memory: it is read several times. */
  private static EncodedRows encode(JobContext context, CorpusInput valid, SequencesFolder folder) {
    EncodedRows encoded =
        EncodeJob.encode(context, valid, folder.text(), folder.vocabulary()).kept();
    if (encoded.rows().isEmpty()) {
      encoded.close();
      throw new UserException(
          "%s: no token to validate with; give a text with words, or leave --valid out"
              .formatted(valid));
    }
    return encoded;
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

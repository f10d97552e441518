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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The text of a training, encoded: as {@code tokenize} left it, or tokenized on the way.
 *
 * @param folder the training text's
 * @param counted tokens of the folder's splits, as they were counted when it was written
 * @param encodedValid rows to validate with; may have none
 */
record TrainingText(
    SequencesFolder folder, Map<String, Long> counted, Dataset<Row> train, EncodedRows encodedValid)
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
    SequencesFolder folder;
    Map<String, Long> counted;
    if (SequencesFolder.isOne(context.store(), input)) {
      folder = SequencesFolder.open(context, input.paths().get(0));
      counted = SequencesFolder.counted(context.store(), folder.path());
    } else {
      counted = tokenize(context, input, valid, settings, workFolder);
      folder = SequencesFolder.unchecked(context, workFolder);
    }
    return new TrainingText(
        folder,
        counted,
        folder.split(context, SequencesFolder.TRAIN),
        valid
            .map(v -> encode(context, v, folder))
            .orElseGet(() -> EncodedRows.of(folder.split(context, SequencesFolder.VALID))));
  }

  Dataset<Row> valid() {
    return encodedValid.rows();
  }

  /** Tokens of the input, all splits together. */
  long readTokens() {
    return counted.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Tokens of the input that its splits keep from training.
   *
   * @throws UserException if the splits do not hold what was counted
   */
  long heldOutTokens(JobContext context) {
    long sum = 0;
    for (String split : List.of(SequencesFolder.VALID, SequencesFolder.TEST)) {
      long tokens = tokens(folder.split(context, split));
      requireWhole(split, tokens);
      sum += tokens;
    }
    return sum;
  }

  /**
   * Refuses a split whose files are not all those that were written: without one of them training
   * would go on in silence, on less text.
   *
   * @param tokens found in it
   * @throws UserException if there are more or fewer than were counted
   */
  void requireWhole(String split, long tokens) {
    long expected = counted.get(split);
    if (tokens != expected) {
      throw new UserException(
          "%s: its %s split has %,d tokens, %,d expected; copy the whole folder again, or run tokenize again"
              .formatted(folder.path(), split, tokens, expected));
    }
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

  private static Map<String, Long> tokenize(
      JobContext context,
      CorpusInput input,
      Optional<CorpusInput> valid,
      Settings settings,
      String workFolder) {
    SequenceConfig split = settings.sequence();
    if (valid.isPresent()) { // then all of the input is for training
      split = new SequenceConfig(0, 0, split.splitSeed());
    }
    Map<String, Long> counted = new LinkedHashMap<>();
    TokenizeJob.run(context, input, settings.text(), settings.vocab(), split, workFolder)
        .splits()
        .forEach((name, counts) -> counted.put(name, counts.tokens()));
    return counted;
  }
}

package io.timestep.jobs.train;

/**
 * What {@code train} reports.
 *
 * @param parameters trained values
 * @param epochs passes over the training text; fewer than configured after an early stop
 * @param tokens trained on, over all epochs
 * @param tokensPerSecond of training, validation excluded
 * @param seconds of the whole job; of a training that was resumed, since then
 * @param time where the rounds' time went
 * @param ledger what became of every token of the input
 * @param validation of the best epoch; null without a validation text
 */
public record TrainResult(
    long parameters,
    int replicas,
    int rounds,
    int epochs,
    int vocabularySize,
    long tokens,
    double tokensPerSecond,
    double seconds,
    RoundTotals time,
    Ledger ledger,
    ValidationResult validation) {

  /**
   * What became of every token of the input: read = trained + heldOut + remainder.
   *
   * @param read words and sentence ends of the input, as they were counted when it was tokenized
   * @param trained on, in each epoch
   * @param heldOut found in the splits for validation and test
   * @param remainder left out, whatever the reason
   */
  public record Ledger(long read, long trained, long heldOut, long remainder) {
    /** What was neither trained nor held out is the remainder. */
    static Ledger of(long read, long trained, long heldOut) {
      return new Ledger(read, trained, heldOut, read - trained - heldOut);
    }
  }

  /**
   * The best epoch against the validation text.
   *
   * @param bitsPerCharacter of the normalized text, line ends included
   */
  public record ValidationResult(
      int epoch,
      long tokens,
      double nats,
      double perplexity,
      double bitsPerCharacter,
      double accuracy,
      double accuracyAt5) {}
}

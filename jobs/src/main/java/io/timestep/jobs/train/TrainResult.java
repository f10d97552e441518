package io.timestep.jobs.train;

/**
 * What {@code train} reports.
 *
 * @param parameters trained values
 * @param epochs passes over the training text; fewer than configured after an early stop
 * @param tokens trained on, over all epochs
 * @param tokensPerSecond of training, validation excluded
 * @param seconds of the whole job
 * @param ledger what became of every token of the training text
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
    Ledger ledger,
    ValidationResult validation) {

  /**
   * Tokens of the training text, one epoch.
   *
   * @param read from the input
   * @param trained on in each epoch
   * @param remainder left out
   */
  public record Ledger(long read, long trained, long remainder) {}

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

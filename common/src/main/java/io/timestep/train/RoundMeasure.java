package io.timestep.train;

import io.timestep.train.TrainListener.RoundEnd;
import java.util.function.ToDoubleFunction;

/** A number that each round has, for whoever shows training as curves or gauges. */
public enum RoundMeasure {
  ROUND("train/round", RoundEnd::round),
  EPOCH("train/epoch", RoundEnd::epoch),
  TOKENS("train/tokens", RoundEnd::tokens),
  PERPLEXITY("train/perplexity", RoundEnd::trainPerplexity),
  LEARNING_RATE("train/learning-rate", RoundEnd::learningRate),
  GRADIENT_NORM("train/gradient-norm", RoundEnd::gradientNorm),
  SECONDS("round/seconds", RoundEnd::seconds),
  TOKENS_PER_SECOND("round/tokens-per-second", end -> end.roundTokens() / end.seconds());

  /** That of the score after an epoch, {@link Validation}. */
  public static final String VALIDATION_PERPLEXITY = "validation/perplexity";

  private final String tag;

  @SuppressWarnings("ImmutableEnumChecker") // references to methods of a record: no state
  private final ToDoubleFunction<RoundEnd> value;

  RoundMeasure(String tag, ToDoubleFunction<RoundEnd> value) {
    this.tag = tag;
    this.value = value;
  }

  /** Its name, {@code group/name}. */
  public String tag() {
    return tag;
  }

  public double of(RoundEnd round) {
    return value.applyAsDouble(round);
  }
}

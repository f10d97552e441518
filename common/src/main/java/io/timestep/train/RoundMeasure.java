package io.timestep.train;

import io.timestep.train.TrainListener.RoundEnd;
import java.util.function.ToDoubleFunction;

/** A number that each round has, for whoever shows training as curves or gauges. */
public enum RoundMeasure {
  ROUND("train/round", RoundEnd::round),
  EPOCH("train/epoch", RoundEnd::epoch),
  STEP("train/step", RoundEnd::step),
  TOKENS("train/tokens", RoundEnd::tokens),
  ROUND_TOKENS("train/round-tokens", RoundEnd::roundTokens),
  NATS("train/nats", RoundEnd::nats),
  PERPLEXITY("train/perplexity", RoundEnd::trainPerplexity),
  LEARNING_RATE("train/learning-rate", RoundEnd::learningRate),
  GRADIENT_NORM("train/gradient-norm", RoundEnd::gradientNorm),
  CLIPPED_SHARE("train/clipped-share", RoundEnd::clippedShare),
  DIVERGENCE("train/divergence", RoundEnd::divergence),
  RELATIVE_DIVERGENCE("train/relative-divergence", RoundEnd::relativeDivergence),
  SECONDS("round/seconds", RoundEnd::seconds),
  COMPUTE_SECONDS("round/compute-seconds", RoundEnd::computeSeconds),
  REPLICA_SECONDS("round/replica-seconds", RoundEnd::replicaSeconds),
  BROADCAST_SECONDS("round/broadcast-seconds", end -> end.merge().broadcastSeconds()),
  MERGE_SECONDS("round/merge-seconds", RoundEnd::mergeSeconds),
  BYTES_MOVED("round/bytes-moved", end -> (double) end.merge().bytesMoved()),
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

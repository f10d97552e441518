package io.timestep.train;

import io.timestep.config.Checks;
import io.timestep.config.NumberOrAuto;
import java.io.Serializable;

/**
 * How the model moves by what the replicas of a round learned ({@code train.outer.*}).
 *
 * @param rule of the move
 * @param momentum η of {@code bmuf} and {@code bmuf-nesterov}, μ of {@code nesterov}, β of {@code
 *     slowmo}; auto: 1 − 1 / replicas
 * @param learningRate ζ of {@code bmuf} and {@code bmuf-nesterov}, α of {@code nesterov} and {@code
 *     slowmo}; auto: 0.7 of {@code nesterov} with several replicas, else 1
 */
public record OuterConfig(Rule rule, NumberOrAuto momentum, NumberOrAuto learningRate)
    implements Serializable {

  /** Plain averaging. */
  public static final OuterConfig AVERAGE =
      new OuterConfig(Rule.AVERAGE, NumberOrAuto.AUTO, NumberOrAuto.AUTO);

  /**
   * Of DiLoCo, published for 8 replicas, long rounds and a momentum of 0.9 (Douillard et al. 2023).
   */
  private static final double NESTEROV_RATE = 0.7;

  /** Rule of the move. */
  public enum Rule {
    /** To the replicas' mean. */
    AVERAGE,
    /** Blockwise model-update filtering, classical. */
    BMUF,
    /** Blockwise model-update filtering; replicas start from a look-ahead. */
    BMUF_NESTEROV,
    /** Nesterov's momentum on what the replicas learned (DiLoCo). */
    NESTEROV,
    /** Slow momentum. */
    SLOWMO
  }

  public OuterConfig {
    boolean averages = rule == Rule.AVERAGE;
    new Checks("train.outer")
        .that(
            !averages || momentum.isAuto(),
            "momentum",
            "must be auto where train.outer.rule = average, which has none, got %s; leave it out, or"
                + " set another rule",
            momentum)
        .that(
            !averages || learningRate.isAuto(),
            "learning-rate",
            "must be auto where train.outer.rule = average, which has none, got %s; leave it out, or"
                + " set another rule",
            learningRate)
        .that(
            momentum.isAutoOr(m -> m >= 0 && m < 1),
            "momentum",
            "must be auto, or at least 0 and less than 1, got %s",
            momentum)
        .that(
            learningRate.isAutoOr(rate -> rate > 0 && Double.isFinite(rate)),
            "learning-rate",
            "must be auto or greater than 0, got %s",
            learningRate)
        .throwIfAny();
  }

  /**
   * The rule for so many replicas. What one round learned, its replicas' mean less the model, moves
   * the model by α / (1 − μ) of it over all rounds that follow, α the rate and μ the momentum. A
   * momentum of 1 − 1/N with a rate of 1 makes that N: as far as one replica would go that reads
   * the texts of all N one after the other (Chen &amp; Huo 2016). So {@code nesterov} at auto moves
   * it 0.7 N times as far; as published, 7 times with 8 replicas. With one replica every rule at
   * auto is plain averaging.
   */
  public OuterRule create(int replicas) {
    double m = momentum.orElse(1 - 1.0 / replicas);
    double rate = learningRate.orElse(rule == Rule.NESTEROV && replicas > 1 ? NESTEROV_RATE : 1);
    return switch (rule) {
      case AVERAGE -> new AverageRule();
      case BMUF -> new BmufRule(m, rate, BmufRule.Start.MODEL);
      case BMUF_NESTEROV -> new BmufRule(m, rate, BmufRule.Start.LOOK_AHEAD);
      case NESTEROV -> new NesterovRule(m, rate);
      case SLOWMO -> new SlowMoRule(m, rate);
    };
  }
}

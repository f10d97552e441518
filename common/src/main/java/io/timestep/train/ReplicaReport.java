package io.timestep.train;

import java.io.Serializable;

/**
 * What one replica did in a round.
 *
 * @param tokens targets it learned from: its weight in the average
 * @param nats sum of their -ln p before the updates
 * @param steps those that had tokens; null: not measured
 * @param gradientNorm mean, over these steps, of the L2 norm before clipping of the gradient of the
 *     mean nats of a token; NaN: not measured
 * @param clippedSteps those of them whose gradient was bounded ({@link ClipConfig}); null: not
 *     measured
 * @param seconds wall-clock time of the round's steps, and of nothing that rounds add to them; NaN:
 *     not measured
 * @param host where it ran
 */
public record ReplicaReport(
    int replica,
    long tokens,
    double nats,
    Integer steps,
    double gradientNorm,
    Integer clippedSteps,
    double seconds,
    String host)
    implements Serializable {
  public ReplicaReport {
    if ((steps == null) != (clippedSteps == null)) {
      throw new IllegalArgumentException(
          "%s steps, %s of them clipped: both are measured, or neither"
              .formatted(steps, clippedSteps));
    }
  }

  /** Of one whose tokens and loss alone are known. */
  public static ReplicaReport ofLoss(int replica, long tokens, double nats, String host) {
    return new ReplicaReport(replica, tokens, nats, null, Double.NaN, null, Double.NaN, host);
  }
}

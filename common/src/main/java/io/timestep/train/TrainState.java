package io.timestep.train;

import io.timestep.nn.RecurrentState;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Training between two rounds: all that the rest of it depends on, beside the configuration and the
 * text. Whoever keeps it can go on from here and end with the same bits.
 *
 * @param round rounds done
 * @param epoch the next round's, from 1
 * @param window the next round's first one in the epoch
 * @param step steps each replica has taken, over all epochs
 * @param tokens trained on, over all epochs
 * @param epochTokens of them, in this epoch
 * @param rateScale what the schedule's learning rate is multiplied with
 * @param outer the model, and what the outer rule keeps
 * @param optimizerState moments that the replicas start the next round with, [state]; empty: zeros
 * @param states of the replicas' streams, [replicas]
 * @param best the best epoch so far; empty before the first validation
 */
public record TrainState(
    int round,
    int epoch,
    int window,
    long step,
    long tokens,
    long epochTokens,
    double rateScale,
    OuterState outer,
    float[] optimizerState,
    List<RecurrentState> states,
    Optional<Best> best) {
  private static final float[] ZEROS = {};

  /**
   * The best epoch.
   *
   * @param parameters of the model after it, [parameters]
   */
  public record Best(Validation validation, float[] parameters) implements Serializable {}

  public TrainState {
    states = List.copyOf(states);
  }

  /** Before the first round. */
  static TrainState initial(OuterState outer, int replicas) {
    return new TrainState(
        0, 1, 0, 0, 0, 0, 1, outer, ZEROS, zeroStates(replicas), Optional.empty());
  }

  /** After a round of {@code steps} steps of each replica. */
  TrainState afterRound(int steps, OuterState next, RoundOutcome outcome) {
    return new TrainState(
        round + 1,
        epoch,
        window + steps,
        step + steps,
        tokens + outcome.tokens(),
        epochTokens + outcome.tokens(),
        rateScale,
        next,
        outcome.optimizerState(),
        outcome.states(),
        best);
  }

  /** At the start of the next epoch: the text is read from its beginning again. */
  TrainState afterEpoch(Optional<Best> bestSoFar) {
    return new TrainState(
        round,
        epoch + 1,
        0,
        step,
        tokens,
        0,
        rateScale,
        outer,
        optimizerState,
        zeroStates(states.size()),
        bestSoFar);
  }

  private static List<RecurrentState> zeroStates(int replicas) {
    return Collections.nCopies(replicas, RecurrentState.ZERO);
  }
}

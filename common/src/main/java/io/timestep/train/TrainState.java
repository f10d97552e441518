package io.timestep.train;

import io.timestep.nn.RecurrentState;
import java.io.Serializable;
import java.util.Arrays;
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
 * @param polyak running mean of the model over rounds, which is published in its place; {@link
 *     PolyakMean#NONE}: the model itself is
 * @param optimizerState moments that the replicas start the next round with, [state]; empty: zeros
 * @param states of the replicas' streams, [replicas]
 * @param plateau how long the learning rate has been kept without a better validation
 * @param stopping how long training has gone on without a better validation
 * @param validations nats of a token in each validation so far, in their order
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
    PolyakMean polyak,
    float[] optimizerState,
    List<RecurrentState> states,
    Patience plateau,
    Patience stopping,
    double[] validations,
    Optional<Best> best) {
  private static final float[] ZEROS = {};

  /**
   * The best epoch.
   *
   * @param parameters of the published model after it, [parameters]
   */
  public record Best(Validation validation, float[] parameters) implements Serializable {}

  public TrainState {
    states = List.copyOf(states);
  }

  /** Before the first round. */
  static TrainState initial(OuterState outer, int replicas) {
    return new TrainState(
        0,
        1,
        0,
        0,
        0,
        0,
        1,
        outer,
        PolyakMean.NONE,
        ZEROS,
        zeroStates(replicas),
        Patience.NEW,
        Patience.NEW,
        new double[0],
        Optional.empty());
  }

  /** The model as it is validated and saved, [parameters]. */
  public float[] published() {
    return polyak.isEmpty() ? outer.parameters() : polyak.mean();
  }

  /** Epochs that have ended. */
  int epochsDone() {
    return epoch - 1;
  }

  /** After a round of {@code steps} steps of each replica. */
  TrainState afterRound(int steps, OuterState next, PolyakMean mean, RoundOutcome outcome) {
    return new TrainState(
        round + 1,
        epoch,
        window + steps,
        step + steps,
        tokens + outcome.tokens(),
        epochTokens + outcome.tokens(),
        rateScale,
        next,
        mean,
        outcome.optimizerState(),
        outcome.states(),
        plateau,
        stopping,
        validations,
        best);
  }

  /** At the start of the next epoch: the text is read from its beginning again. */
  TrainState afterEpoch() {
    return new TrainState(
        round,
        epoch + 1,
        0,
        step,
        tokens,
        0,
        rateScale,
        outer,
        polyak,
        optimizerState,
        zeroStates(states.size()),
        plateau,
        stopping,
        validations,
        best);
  }

  /**
   * With what a validation brought.
   *
   * @param nats of a token
   */
  TrainState validated(double nats, Best bestSoFar, Patience onPlateau, Patience toStop) {
    double[] all = Arrays.copyOf(validations, validations.length + 1);
    all[validations.length] = nats;
    return new TrainState(
        round,
        epoch,
        window,
        step,
        tokens,
        epochTokens,
        rateScale,
        outer,
        polyak,
        optimizerState,
        states,
        onPlateau,
        toStop,
        all,
        Optional.of(bestSoFar));
  }

  /** With the learning rate halved from here on. */
  TrainState halved() {
    return scaled(0.5, plateau);
  }

  /** With the learning rate multiplied from here on; the plateau is counted anew. */
  TrainState lowered(double factor) {
    return scaled(factor, plateau.renewed());
  }

  private TrainState scaled(double factor, Patience onPlateau) {
    return new TrainState(
        round,
        epoch,
        window,
        step,
        tokens,
        epochTokens,
        rateScale * factor,
        outer,
        polyak,
        optimizerState,
        states,
        onPlateau,
        stopping,
        validations,
        best);
  }

  private static List<RecurrentState> zeroStates(int replicas) {
    return Collections.nCopies(replicas, RecurrentState.ZERO);
  }
}

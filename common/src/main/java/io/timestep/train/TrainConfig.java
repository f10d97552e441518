package io.timestep.train;

import io.timestep.config.Checks;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Training by rounds of parameter averaging ({@code train.*}).
 *
 * @param master who leads the training
 * @param replicas models trained side by side and averaged; part of the result, not of the cluster
 * @param batchSize streams of text each replica reads at once (B)
 * @param timeSteps tokens of each stream in a step (T), the length of truncated backpropagation
 * @param stepsPerRound steps each replica takes between two merges (K)
 * @param postLocalSteps steps of each replica before that, each followed by a merge (K = 1): local
 *     steps begin when the model has left its fastest changes behind (Lin et al. 2020, "Don't Use
 *     Large Mini-Batches, Use Local SGD"). Each of these merges is a round: the outer rule, its
 *     momentum included, applies to it too
 * @param epochs passes over the training text
 * @param stateReset probability that a stream's hidden state is put back to zero before a step: the
 *     model learns to start from nothing, as it must when it scores or writes a new text. Without
 *     it, state is carried through a whole epoch and the zero state becomes a place the weights
 *     were never trained for
 * @param seed of initial weights, dropout and state resets
 * @param onDivergence what becomes of a round after which loss, parameters or moments are no
 *     numbers
 */
public record TrainConfig(
    Master master,
    int replicas,
    int batchSize,
    int timeSteps,
    int stepsPerRound,
    long postLocalSteps,
    int epochs,
    double stateReset,
    long seed,
    OnDivergence onDivergence,
    OptimizerConfig optimizer,
    ClipConfig clip,
    ScheduleConfig schedule,
    OuterConfig outer,
    PolyakConfig polyak,
    EarlyStoppingConfig earlyStopping)
    implements Serializable {
  /** Who leads the training. */
  public enum Master {
    /** The rounds of this project. */
    TIMESTEP,
    /** dl4j-spark's own parameter averaging, for comparison. */
    DL4J_STOCK
  }

  /** What becomes of a round after which loss, parameters or moments are no numbers. */
  public enum OnDivergence {
    /** Training ends with an error. */
    FAIL,
    /** It is run again from its start, with half the learning rate from there on. */
    ROLLBACK
  }

  /** Beyond these a typing error is likelier than a machine that can do it. */
  public static final int MAX_REPLICAS = 10_000;

  public static final int MAX_BATCH = 65_536;
  public static final int MAX_TIME_STEPS = 65_536;

  public TrainConfig {
    new Checks("train")
        .between("replicas", replicas, 1, MAX_REPLICAS)
        .between("batch-size", batchSize, 1, MAX_BATCH)
        .between("time-steps", timeSteps, 1, MAX_TIME_STEPS)
        .atLeast("steps-per-round", stepsPerRound, 1)
        .atLeast("post-local-steps", postLocalSteps, 0)
        .atLeast("epochs", epochs, 1)
        .inRange("state-reset", stateReset, 0, 1)
        .throwIfAny();
  }

  /** Plain averaging of equal rounds over all epochs. */
  public TrainConfig(
      int replicas,
      int batchSize,
      int timeSteps,
      int stepsPerRound,
      int epochs,
      double stateReset,
      long seed,
      OptimizerConfig optimizer,
      ClipConfig clip,
      ScheduleConfig schedule) {
    this(
        Master.TIMESTEP,
        replicas,
        batchSize,
        timeSteps,
        stepsPerRound,
        0,
        epochs,
        stateReset,
        seed,
        OnDivergence.FAIL,
        optimizer,
        clip,
        schedule,
        OuterConfig.AVERAGE,
        PolyakConfig.NEVER,
        EarlyStoppingConfig.NEVER);
  }

  /**
   * Steps of each replica in the next round.
   *
   * @param step steps each replica has taken
   */
  int roundSteps(long step) {
    return step < postLocalSteps ? 1 : stepsPerRound;
  }

  /** Keys of the settings that do nothing without a validation text. */
  List<String> needingValidation() {
    List<String> keys = new ArrayList<>();
    if (schedule.type() == ScheduleConfig.Type.PLATEAU) {
      keys.add("train.schedule.type = plateau");
    }
    if (polyak.patience() > 0) {
      keys.add("train.polyak.patience");
    }
    if (earlyStopping.patience() > 0) {
      keys.add("train.early-stopping.patience");
    }
    return keys;
  }
}

package io.timestep.train;

import java.util.ArrayList;
import java.util.List;

/** Settings that a training ends too early for: no errors, for it may go on to more epochs. */
public final class Unreached {
  private Unreached() {}

  /**
   * A line for each.
   *
   * @param totalSteps steps each replica will have taken at the end
   */
  public static List<String> in(TrainConfig config, long totalSteps) {
    List<String> lines = new ArrayList<>();
    long warmUp = config.schedule().warmUpSteps();
    if (warmUp >= totalSteps) {
      lines.add(
          "train.schedule.warm-up-steps: %d, but the training has %d steps: the learning rate rises to the end"
              .formatted(warmUp, totalSteps));
    }
    if (config.postLocalSteps() >= totalSteps) {
      lines.add(
          "train.post-local-steps: %d, but the training has %d steps: each is followed by a merge, and train.steps-per-round has no effect"
              .formatted(config.postLocalSteps(), totalSteps));
    }
    if (config.polyak().fromEpoch() > config.epochs()) {
      lines.add(
          "train.polyak.from-epoch: %d, but the training has %d epochs: it begins with none of them"
              .formatted(config.polyak().fromEpoch(), config.epochs()));
    }
    return List.copyOf(lines);
  }
}

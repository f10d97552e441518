package io.timestep.jobs.train;

import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.nn.Architecture;
import io.timestep.nn.ModelConfig;
import io.timestep.train.ClipConfig;
import io.timestep.train.OptimizerConfig;
import io.timestep.train.OuterConfig;
import io.timestep.train.RateSchedule;
import io.timestep.train.ScheduleConfig;
import io.timestep.train.TrainConfig;
import io.timestep.util.UserException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Our network as DL4J trains it by itself: with its own updaters, each minibatch from the zero
 * state.
 *
 * <p>DL4J's gradient is of the mean nats of a stream, T times that of the mean nats of a token that
 * our settings are about. Rates, bounds and Adam's epsilon are brought to that unit.
 */
final class StockNetwork {
  /** The schedule as DL4J asks for it; it counts epochs from 0. */
  private record Schedule(RateSchedule schedule, double scale) implements ISchedule {
    @Override
    public double valueAt(int iteration, int epoch) {
      return scale * schedule.rate(iteration, epoch + 1);
    }

    @Override
    public ISchedule clone() {
      return this; // it has no state
    }
  }

  private StockNetwork() {}

  /**
   * Does nothing for another master.
   *
   * @param earlier whether the user asks for a training that was stopped to go on
   * @throws UserException if the settings ask for what dl4j-spark's master has no counterpart for
   */
  static void refuseWhatItCannot(TrainConfig train, Earlier earlier) {
    if (train.master() != TrainConfig.Master.DL4J_STOCK) {
      return;
    }
    List<String> problems = new ArrayList<>();
    List<String> settings = refusedSettings(train);
    if (!settings.isEmpty()) {
      problems.add(
          "train.master = dl4j-stock needs, of train.*: %s".formatted(String.join("; ", settings)));
    }
    if (earlier == Earlier.RESUME) {
      problems.add(
          "--resume: train.master = dl4j-stock keeps no checkpoints to go on from; leave it out");
    }
    if (!problems.isEmpty()) {
      throw UserException.of(problems);
    }
  }

  /** What has to be instead. */
  private static List<String> refusedSettings(TrainConfig train) {
    List<String> refused = new ArrayList<>();
    OptimizerConfig optimizer = train.optimizer();
    ClipConfig clip = train.clip();
    refuse(refused, train.outer().rule() != OuterConfig.Rule.AVERAGE, "outer.rule = average");
    refuse(refused, train.postLocalSteps() > 0, "post-local-steps = 0");
    refuse(refused, train.polyak().fromEpoch() > 0 || train.polyak().patience() > 0, "polyak off");
    refuse(refused, train.earlyStopping().patience() > 0, "early-stopping.patience = 0");
    refuse(
        refused, train.onDivergence() == TrainConfig.OnDivergence.ROLLBACK, "on-divergence = fail");
    refuse(
        refused,
        clip.norm() > 0,
        "clip.norm = 0 (DL4J bounds no norm of the whole; clip.layer-norm it can)");
    refuse(
        refused,
        clip.value() > 0 && clip.layerNorm() > 0,
        "either clip.value or clip.layer-norm = 0");
    refuse(refused, optimizer.weightDecay() > 0, "optimizer.weight-decay = 0");
    refuse(
        refused,
        switch (optimizer.type()) {
          case SGD, MOMENTUM, ADAM -> false;
          case ADAMW, RMSPROP, ADAGRAD -> true;
        },
        "optimizer.type = sgd, momentum or adam");
    refuse(
        refused,
        train.schedule().type() == ScheduleConfig.Type.PLATEAU,
        "schedule.type other than plateau");
    return refused;
  }

  private static void refuse(List<String> refused, boolean condition, String needed) {
    if (condition) {
      refused.add(needed);
    }
  }

  /** The network's configuration with DL4J's updater in each layer. */
  static MultiLayerConfiguration configuration(
      ModelConfig model, int vocabularySize, TrainConfig train, RateSchedule schedule) {
    MultiLayerConfiguration configuration =
        Architecture.languageModel(model, vocabularySize, train.seed());
    configuration.setBackpropType(BackpropType.Standard);
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      layer.setMiniBatch(true);
      if (layer.getLayer() instanceof BaseLayer base) {
        base.setIUpdater(updater(train, schedule));
        base.setBiasUpdater(null);
        bound(base, train);
      }
    }
    return configuration;
  }

  private static void bound(BaseLayer layer, TrainConfig train) {
    ClipConfig clip = train.clip();
    if (clip.value() > 0) {
      layer.setGradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue);
      layer.setGradientNormalizationThreshold(clip.value() * train.timeSteps());
    } else if (clip.layerNorm() > 0) {
      layer.setGradientNormalization(GradientNormalization.ClipL2PerLayer);
      layer.setGradientNormalizationThreshold(clip.layerNorm() * train.timeSteps());
    }
  }

  private static IUpdater updater(TrainConfig train, RateSchedule schedule) {
    OptimizerConfig optimizer = train.optimizer();
    Schedule perToken = new Schedule(schedule, 1.0 / train.timeSteps());
    return switch (optimizer.type()) {
      case SGD -> new Sgd(perToken);
      case MOMENTUM -> new Nesterovs(perToken, optimizer.momentum());
      case ADAM ->
          Adam.builder()
              .learningRateSchedule(new Schedule(schedule, 1)) // no rate of Adam has a unit
              .beta1(optimizer.beta1())
              .beta2(optimizer.beta2())
              .epsilon(optimizer.epsilon() * train.timeSteps())
              .build();
      case ADAMW, RMSPROP, ADAGRAD ->
          throw new IllegalStateException("refused before: " + optimizer.type());
    };
  }
}

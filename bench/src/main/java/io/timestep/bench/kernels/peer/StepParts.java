package io.timestep.bench.kernels.peer;

import io.timestep.bench.kernels.Cell;
import io.timestep.bench.kernels.ModelShape;
import io.timestep.nn.ModelConfig.Softmax;
import io.timestep.nn.WindowLoss;
import io.timestep.nn.kernel.SingleThread;
import io.timestep.nn.layer.TokenEmbeddingLayer;
import io.timestep.train.GradientClip;
import io.timestep.train.OptimizerConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What a step is made of: the layers, timed one by one, and what the network, clipping and update
 * around them take. A column is a way of training; what it is compared with runs in turns with it.
 */
final class StepParts implements AutoCloseable {
  static final String NETWORK = "DL4J's network around them";
  static final String CLIP = "clipping";
  static final String UPDATE = "update";
  static final String CLIP_AND_UPDATE = "clipping and update, DL4J's";

  private static final String GRADIENT = "forward and backward";
  private static final String WHOLE = "step";
  private static final String[] LAYERS = {
    LayerTimes.EMBEDDING, LayerTimes.FORWARD, LayerTimes.SOFTMAX, LayerTimes.BACKWARD
  };

  private final TrainPeer train; // null: the column is DL4J's fit
  private final FitPeer fit; // whose layers are timed
  private final LayerTimes layers;
  private final StageTimes times = new StageTimes();

  private StepParts(TrainPeer train, FitPeer fit) {
    this.train = train;
    this.fit = fit;
    this.layers = new LayerTimes(fit);
  }

  /** {@code timestep train}. */
  static StepParts ofTraining(Cell cell, ModelShape shape, OptimizerConfig.Type optimizer) {
    FitPeer fit = fit(cell, shape, Configurations.sgd(shape));
    // as RecurrentNetwork promises it: nobody writes zeros over the whole table in each step
    ((TokenEmbeddingLayer) fit.network().getLayer(0)).ownGradient();
    return new StepParts(new TrainPeer(cell, shape, Softmax.FULL, optimizer), fit);
  }

  /** {@code MultiLayerNetwork.fit}. */
  static StepParts ofFit(Cell cell, ModelShape shape, IUpdater updater) {
    return new StepParts(null, fit(cell, shape, updater));
  }

  private static FitPeer fit(Cell cell, ModelShape shape, IUpdater updater) {
    SingleThread.pin();
    FitPeer fit = new FitPeer(Configurations.ownLayers(cell, shape, updater), shape);
    fit.step();
    return fit;
  }

  /** Times everything once. */
  void round() {
    layers.run(times);
    if (train == null) {
      times.add(GRADIENT, fit::gradient);
      times.add(WHOLE, fit::step);
    } else {
      WindowLoss loss = times.add(GRADIENT, train::gradient);
      GradientClip.Outcome clipped = times.add(CLIP, () -> train.clip(loss));
      times.add(UPDATE, () -> train.update(clipped));
    }
    times.endRound();
  }

  /** Forgets the rounds so far. */
  void warmedUp() {
    times.clear();
  }

  /** Milliseconds of each part, in the order of the step; their sum is the step's. */
  Map<String, Double> medians() {
    Map<String, Double> parts = new LinkedHashMap<>();
    double sum = 0;
    for (String layer : LAYERS) {
      parts.put(layer, times.median(layer));
      sum += times.median(layer);
    }
    parts.put(NETWORK, times.median(GRADIENT) - sum);
    if (train == null) {
      parts.put(CLIP_AND_UPDATE, times.median(WHOLE) - times.median(GRADIENT));
    } else {
      parts.put(CLIP, times.median(CLIP));
      parts.put(UPDATE, times.median(UPDATE));
    }
    return parts;
  }

  @Override
  public void close() {
    fit.close();
    if (train != null) {
      train.close();
    }
  }
}

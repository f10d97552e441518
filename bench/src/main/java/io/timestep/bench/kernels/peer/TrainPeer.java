package io.timestep.bench.kernels.peer;

import io.timestep.bench.kernels.Cell;
import io.timestep.bench.kernels.ModelShape;
import io.timestep.bench.kernels.Peer;
import io.timestep.bench.kernels.ReferenceRun;
import io.timestep.bench.kernels.ReferenceRun.StepResult;
import io.timestep.bench.kernels.SyntheticText;
import io.timestep.nn.ModelConfig;
import io.timestep.nn.RecurrentNetwork;
import io.timestep.nn.WindowLoss;
import io.timestep.sequence.TokenWindow;
import io.timestep.train.ClipConfig;
import io.timestep.train.GradientClip;
import io.timestep.train.Optimizer;
import io.timestep.train.OptimizerConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step as {@code timestep train} takes it: the same network, clipping and optimizer, in the order
 * of {@code ReplicaTrainer}. State is carried from window to window.
 */
final class TrainPeer implements Peer {
  /** Shares of the text at which an adaptive softmax is cut; as training chooses them. */
  private static final double[] SHARES = {0.80, 0.95};

  private final RecurrentNetwork network;
  private final GradientClip clip = new GradientClip(new ClipConfig(ReferenceRun.MAX_NORM));
  private final Optimizer optimizer;
  private final double learningRate;
  private final List<TokenWindow> windows;
  private int taken;

  TrainPeer(
      Cell cell, ModelShape shape, ModelConfig.Softmax softmax, OptimizerConfig.Type optimizer) {
    this.network = RecurrentNetwork.create(model(cell, shape, softmax), shape.vocabulary(), 1);
    this.learningRate = optimizer == OptimizerConfig.Type.SGD ? ReferenceRun.LEARNING_RATE : 1e-3;
    this.optimizer = new Optimizer(config(optimizer), network.parameterCount(), new float[0]);
    this.windows = Texts.windows(shape);
  }

  private OptimizerConfig config(OptimizerConfig.Type type) {
    return new OptimizerConfig(
        type, learningRate, 0.9, 0.9, 0.999, 1e-8, OptimizerConfig.StatePolicy.AVERAGE);
  }

  private static ModelConfig model(Cell cell, ModelShape shape, ModelConfig.Softmax softmax) {
    return new ModelConfig(
        ModelConfig.Cell.valueOf(cell.name()),
        ModelShape.LAYERS,
        shape.hidden(),
        shape.hidden(),
        0,
        softmax,
        softmax == ModelConfig.Softmax.ADAPTIVE ? cutoffs(shape) : List.of(),
        false);
  }

  /** The first word of each cluster of an adaptive softmax. */
  static List<Integer> cutoffs(ModelShape shape) {
    SyntheticText text = new SyntheticText(shape, ReferenceRun.TEXT_SEED);
    return List.of(text.wordsOf(SHARES[0]), text.wordsOf(SHARES[1]));
  }

  @Override
  public void step() {
    train();
  }

  /** Takes a step and tells what came of it. */
  StepResult train() {
    WindowLoss loss = gradient();
    GradientClip.Outcome clipped = clip(loss);
    update(clipped);
    return new StepResult(loss.nats() / loss.tokens(), clipped.norm());
  }

  /** Forward and backward over the next window. */
  WindowLoss gradient() {
    return network.gradient(windows.get(taken++ % windows.size()));
  }

  GradientClip.Outcome clip(WindowLoss loss) {
    return clip.apply(network, loss.tokens());
  }

  void update(GradientClip.Outcome clipped) {
    optimizer.update(
        network.parameters(), network.gradients(), clipped.scale(), learningRate, taken - 1);
  }

  /** Copies of the parameters, by DL4J's name, each row-major. */
  Map<String, float[]> parameters() {
    Map<String, float[]> copies = new LinkedHashMap<>();
    network
        .parameterTable()
        .forEach((name, array) -> copies.put(name, array.dup('c').data().asFloat()));
    return copies;
  }

  @Override
  public void close() {
    network.close();
  }
}

package io.timestep.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.clip_grad_norm_;
import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;

import io.timestep.bench.kernels.Cell;
import io.timestep.bench.kernels.ModelShape;
import io.timestep.bench.kernels.Peer;
import io.timestep.bench.kernels.ReferenceRun;
import io.timestep.bench.kernels.ReferenceRun.StepResult;
import io.timestep.bench.kernels.SyntheticText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.EmbeddingOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Embedding, recurrent layers, linear layer, cross entropy, {@code clip_grad_norm_} and plain SGD,
 * state carried and detached between windows. The embedding's gradient is sparse: with a dense one
 * every step writes and clips all of [V, H].
 */
final class TorchPeer implements Peer {
  private final ModelShape shape;
  private final EmbeddingImpl embedding;
  private final TorchCell layers;
  private final LinearImpl softmax;
  private final TensorVector parameters = new TensorVector();
  private final SGD optimizer;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> targets = new ArrayList<>();
  private Runnable beforeClipping = () -> {};
  private int taken;

  TorchPeer(Cell cell, ModelShape shape) {
    this.shape = shape;
    EmbeddingOptions options = new EmbeddingOptions(shape.vocabulary(), shape.hidden());
    options.sparse().put(true);
    embedding = new EmbeddingImpl(options);
    layers = TorchCell.of(cell, shape);
    softmax = new LinearImpl(shape.hidden(), shape.vocabulary());
    for (Module module : List.of(embedding, layers.module(), softmax)) {
      TensorVector own = module.parameters();
      for (long i = 0; i < own.size(); i++) {
        parameters.push_back(own.get(i));
      }
    }
    optimizer = new SGD(parameters, new SGDOptions(ReferenceRun.LEARNING_RATE));
    for (SyntheticText.Window w : new SyntheticText(shape, ReferenceRun.TEXT_SEED).windows(8)) {
      inputs.add(timeMajor(w.inputs()).view(shape.steps(), shape.batch()));
      targets.add(timeMajor(w.targets()));
    }
  }

  /** [steps·batch] of [batch, steps]. */
  private Tensor timeMajor(int[] ids) {
    long[] values = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      values[i % shape.steps() * shape.batch() + i / shape.steps()] = ids[i];
    }
    return Tensor.create(values);
  }

  /**
   * Takes weights from elsewhere.
   *
   * @param tensors by name, as {@code TorchLayout} makes them
   * @param redundantBiases leading values of each second bias that are to count and move as if they
   *     were not there
   */
  @SuppressWarnings("try") // gradients are off while it is open
  void load(Map<String, float[]> tensors, int redundantBiases) {
    try (AutoGradMode off = new AutoGradMode(false)) {
      tensors.forEach(
          (name, values) -> {
            Tensor parameter = parameter(name);
            parameter.copy_(Tensor.create(values).view(parameter.sizes()));
          });
    }
    beforeClipping =
        () -> {
          for (int layer = 0; layer < ModelShape.LAYERS; layer++) {
            parameter("bias_hh_l" + layer).grad().narrow(0, 0, redundantBiases).zero_();
          }
        };
  }

  private Tensor parameter(String name) {
    return switch (name) {
      case "embedding" -> embedding.weight();
      case "weight" -> softmax.weight();
      case "bias" -> softmax.bias();
      default -> layers.module().named_parameters().get(name);
    };
  }

  @Override
  @SuppressWarnings("try") // frees the step's tensors
  public void step() {
    train();
  }

  /** Takes a step and tells what came of it. */
  @SuppressWarnings("try") // frees the step's tensors
  StepResult train() {
    int window = taken++ % inputs.size();
    try (PointerScope scope = new PointerScope()) {
      optimizer.zero_grad();
      Tensor output = layers.forward(embedding.forward(inputs.get(window)));
      Tensor logits = softmax.forward(output.view(shape.tokens(), shape.hidden()));
      Tensor loss = cross_entropy_loss(logits, targets.get(window));
      loss.backward();
      beforeClipping.run();
      double norm = clip_grad_norm_(parameters, ReferenceRun.MAX_NORM);
      optimizer.step();
      return new StepResult(loss.item_double(), norm);
    }
  }

  @Override
  public void close() {
    optimizer.close();
  }
}

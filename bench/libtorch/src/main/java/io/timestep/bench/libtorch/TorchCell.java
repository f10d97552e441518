package io.timestep.bench.libtorch;

import io.timestep.bench.kernels.Cell;
import io.timestep.bench.kernels.ModelShape;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.GRUOptions;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.RNNImpl;
import org.bytedeco.pytorch.RNNOptions;
import org.bytedeco.pytorch.T_TensorT_TensorTensor_T_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Recurrent layers with the state that they carry. */
abstract class TorchCell {
  /** State after the last window, cut off from its gradient. [layers, batch, hidden] */
  final Tensor hidden;

  private TorchCell(ModelShape shape) {
    hidden = torch.zeros(ModelShape.LAYERS, shape.batch(), shape.hidden());
  }

  static TorchCell of(Cell cell, ModelShape shape) {
    return switch (cell) {
      case LSTM -> new Lstm(shape);
      case GRU -> new Gru(shape);
      case RNN -> new Rnn(shape);
    };
  }

  abstract Module module();

  /** [steps, batch, hidden] of the same. */
  abstract Tensor forward(Tensor x);

  private static final class Lstm extends TorchCell {
    private final LSTMImpl layers;
    private final Tensor memory; // as hidden

    Lstm(ModelShape shape) {
      super(shape);
      memory = torch.zeros(ModelShape.LAYERS, shape.batch(), shape.hidden());
      LSTMOptions options = new LSTMOptions(shape.hidden(), shape.hidden());
      options.num_layers().put(ModelShape.LAYERS);
      layers = new LSTMImpl(options);
    }

    @Override
    Module module() {
      return layers;
    }

    @Override
    Tensor forward(Tensor x) {
      // copies: what the window began with is needed until its backward pass
      T_TensorT_TensorTensor_T_T result =
          layers.forward(x, new T_TensorTensor_T(hidden.clone(), memory.clone()));
      hidden.copy_(result.get1().get0().detach());
      memory.copy_(result.get1().get1().detach());
      return result.get0();
    }
  }

  private static final class Gru extends TorchCell {
    private final GRUImpl layers;

    Gru(ModelShape shape) {
      super(shape);
      GRUOptions options = new GRUOptions(shape.hidden(), shape.hidden());
      options.num_layers().put(ModelShape.LAYERS);
      layers = new GRUImpl(options);
    }

    @Override
    Module module() {
      return layers;
    }

    @Override
    Tensor forward(Tensor x) {
      T_TensorTensor_T result = layers.forward(x, hidden.clone());
      hidden.copy_(result.get1().detach());
      return result.get0();
    }
  }

  private static final class Rnn extends TorchCell {
    private final RNNImpl layers;

    Rnn(ModelShape shape) {
      super(shape);
      RNNOptions options = new RNNOptions(shape.hidden(), shape.hidden()); // tanh
      options.num_layers().put(ModelShape.LAYERS);
      layers = new RNNImpl(options);
    }

    @Override
    Module module() {
      return layers;
    }

    @Override
    Tensor forward(Tensor x) {
      T_TensorTensor_T result = layers.forward(x, hidden.clone());
      hidden.copy_(result.get1().detach());
      return result.get0();
    }
  }
}

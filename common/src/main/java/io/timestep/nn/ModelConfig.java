package io.timestep.nn;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * The shape of a recurrent language model ({@code model.*}): embedding, layers, softmax.
 *
 * @param cell recurrent cell
 * @param layers stacked recurrent layers
 * @param hiddenSize units of each layer (H)
 * @param embeddingSize units of the embedding (E)
 * @param dropout probability that a unit of a layer's input is dropped while training
 */
public record ModelConfig(Cell cell, int layers, int hiddenSize, int embeddingSize, double dropout)
    implements Serializable {

  /** Recurrent cell. */
  public enum Cell {
    /** Elman's: h = tanh(Wx + Uh + b). */
    RNN,
    /** Long short-term memory with forget gate (Hochreiter & Schmidhuber 1997, Gers 2000). */
    LSTM,
    /** Gated recurrent unit (Cho et al. 2014), linear before reset as in cuDNN and PyTorch. */
    GRU
  }

  public ModelConfig {
    new Checks("model")
        .atLeast("layers", layers, 1)
        .atLeast("hidden-size", hiddenSize, 1)
        .atLeast("embedding-size", embeddingSize, 1)
        .inRange("dropout", dropout, 0, 1)
        .throwIfAny();
  }
}

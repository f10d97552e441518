package io.timestep.nn;

import io.timestep.config.Checks;
import io.timestep.nn.kernel.WordClusters;
import io.timestep.vocab.Vocabulary;
import java.io.Serializable;
import java.util.List;

/**
 * The shape of a recurrent language model ({@code model.*}): embedding, layers, softmax.
 *
 * @param cell recurrent cell
 * @param layers stacked recurrent layers
 * @param hiddenSize units of each layer (H)
 * @param embeddingSize units of the embedding (E)
 * @param dropout probability that a unit of a layer's input is dropped while training
 * @param dropoutMask how long the same units stay dropped
 * @param dropoutEmbedding probability that a word's vector is dropped at all its places in a batch
 *     (Gal & Ghahramani 2016)
 * @param dropoutRecurrent probability that a recurrent weight is dropped throughout a batch
 *     (DropConnect, Merity et al. 2018)
 * @param softmax how the next token is foretold
 * @param cutoffs of an adaptive softmax the first id of each cluster, rising, from 1 to the
 *     vocabulary's size − 1; empty: training chooses them ({@link #withCutoffsFor})
 * @param tieWeights whether the output layer's weights are the embedding's (Press & Wolf 2017)
 */
public record ModelConfig(
    Cell cell,
    int layers,
    int hiddenSize,
    int embeddingSize,
    double dropout,
    DropoutMask dropoutMask,
    double dropoutEmbedding,
    double dropoutRecurrent,
    Softmax softmax,
    List<Integer> cutoffs,
    boolean tieWeights)
    implements Serializable {

  /** Recurrent cell. */
  public enum Cell {
    /** Elman's: h = tanh(Wx + Uh + b). */
    RNN,
    /** Elman's, rectified: h = max(0, Wx + Uh + b). */
    RNN_RELU,
    /** Long short-term memory with forget gate (Hochreiter & Schmidhuber 1997, Gers 2000). */
    LSTM,
    /** An LSTM whose gates see the memory through peepholes (Gers & Schmidhuber 2000). */
    LSTM_PEEPHOLE,
    /** Gated recurrent unit (Cho et al. 2014), linear before reset as in cuDNN and PyTorch. */
    GRU
  }

  /** How long a drawn mask of units is used. */
  public enum DropoutMask {
    /** For one time step (Zaremba et al. 2014). */
    STEP,
    /** For all time steps of a batch: variational (Gal & Ghahramani 2016). */
    SEQUENCE
  }

  /** Output layer. */
  public enum Softmax {
    /** Over all words at once. */
    FULL,
    /** Frequent words first, rare ones by cluster (Grave et al. 2017). */
    ADAPTIVE
  }

  public ModelConfig {
    cutoffs = List.copyOf(cutoffs);
    new Checks("model")
        .atLeast("layers", layers, 1)
        .atLeast("hidden-size", hiddenSize, 1)
        .atLeast("embedding-size", embeddingSize, 1)
        .inRange("dropout", dropout, 0, 1)
        .inRange("dropout-embedding", dropoutEmbedding, 0, 1)
        .inRange("dropout-recurrent", dropoutRecurrent, 0, 1)
        .that(
            softmax == Softmax.ADAPTIVE || cutoffs.isEmpty(),
            "cutoffs",
            "must be empty where model.softmax is full, got %s",
            cutoffs)
        .that(
            WordClusters.areRising(cutoffs),
            "cutoffs",
            "must be ids that rise, the first at least 1, got %s",
            cutoffs)
        .that(
            !tieWeights || embeddingSize == hiddenSize,
            "tie-weights",
            "needs model.embedding-size %d to be model.hidden-size %d",
            embeddingSize,
            hiddenSize)
        .throwIfAny();
  }

  /** A model that drops units alone, at each step others. */
  public ModelConfig(
      Cell cell,
      int layers,
      int hiddenSize,
      int embeddingSize,
      double dropout,
      Softmax softmax,
      List<Integer> cutoffs,
      boolean tieWeights) {
    this(
        cell,
        layers,
        hiddenSize,
        embeddingSize,
        dropout,
        DropoutMask.STEP,
        0,
        0,
        softmax,
        cutoffs,
        tieWeights);
  }

  /**
   * The model for a vocabulary: cutoffs that an adaptive softmax leaves open are chosen by the
   * words' counts ({@link Cutoffs}).
   */
  public ModelConfig withCutoffsFor(Vocabulary vocabulary) {
    if (softmax == Softmax.FULL || !cutoffs.isEmpty()) {
      return this;
    }
    return new ModelConfig(
        cell,
        layers,
        hiddenSize,
        embeddingSize,
        dropout,
        dropoutMask,
        dropoutEmbedding,
        dropoutRecurrent,
        softmax,
        Cutoffs.of(vocabulary),
        tieWeights);
  }
}

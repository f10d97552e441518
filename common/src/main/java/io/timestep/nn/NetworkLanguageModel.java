package io.timestep.nn;

import io.timestep.lm.LanguageModel;

/**
 * A recurrent network as a language model: it keeps its state from token to token and never reads a
 * prefix twice. One text at a time: a new session ends the one before.
 */
public final class NetworkLanguageModel implements LanguageModel {
  private static final double LN_10 = StrictMath.log(10);

  private final RecurrentNetwork network;
  private Session current;

  public NetworkLanguageModel(RecurrentNetwork network) {
    this.network = network;
  }

  @Override
  public int vocabularySize() {
    return network.vocabularySize();
  }

  @Override
  public LanguageModel.Session start() {
    network.clearState();
    current = new Session();
    return current;
  }

  private final class Session implements LanguageModel.Session {
    private float[] next;

    @Override
    public void read(int token) {
      if (current != this) {
        throw new IllegalStateException("A newer session reads with this network");
      }
      double[] nats = network.step(token);
      next = new float[nats.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = (float) (nats[i] / LN_10);
      }
    }

    @Override
    public float[] log10Probabilities() {
      if (next == null) {
        throw new IllegalStateException("Nothing has been read");
      }
      return next;
    }
  }
}

package io.timestep.bench.kernels;

/**
 * Sizes of a model and of what it reads in a step: an embedding [vocabulary, hidden], {@link
 * #LAYERS} recurrent layers of {@code hidden} units, a softmax over the vocabulary.
 *
 * @param hidden units of the embedding and of each layer (H)
 * @param vocabulary words (V)
 * @param batch streams read side by side (B)
 * @param steps tokens of each in a step (T)
 */
public record ModelShape(int hidden, int vocabulary, int batch, int steps) {
  /** Recurrent layers. */
  public static final int LAYERS = 2;

  public ModelShape {
    if (hidden < 1 || vocabulary < 2 || batch < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "H, B and T must be at least 1 and V at least 2, got %d,%d,%d,%d"
              .formatted(hidden, batch, steps, vocabulary));
    }
  }

  /**
   * Reads {@code H,V,B,T}.
   *
   * @throws IllegalArgumentException if it is not four whole numbers
   */
  public static ModelShape of(String text) {
    String[] sizes = text.split(",", -1);
    if (sizes.length != 4) {
      throw new IllegalArgumentException("expected H,V,B,T, e.g. 200,10000,20,35; got " + text);
    }
    try {
      return new ModelShape(
          Integer.parseInt(sizes[0]),
          Integer.parseInt(sizes[1]),
          Integer.parseInt(sizes[2]),
          Integer.parseInt(sizes[3]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected four whole numbers H,V,B,T, got " + text, e);
    }
  }

  /** No size greater than the other's. */
  public ModelShape atMost(ModelShape other) {
    return new ModelShape(
        Math.min(hidden, other.hidden),
        Math.min(vocabulary, other.vocabulary),
        Math.min(batch, other.batch),
        Math.min(steps, other.steps));
  }

  /** Tokens of a training step. */
  public int tokens() {
    return batch * steps;
  }

  /**
   * Floating-point operations of a training step's matrix products, additions and multiplications
   * counted each. The softmax has three: logits, gradient of its input, gradient of its weights;
   * each recurrent layer has these three for its inputs and for its state. What grows with fewer
   * than all sizes (gates, normalisation, embedding, update) is not counted.
   */
  public double flops(Cell cell) {
    double product = 2.0 * tokens() * hidden;
    double softmax = 3 * product * vocabulary;
    double layer = 6 * product * cell.gates() * hidden;
    return softmax + LAYERS * layer;
  }

  /** {@code H,V,B,T}. */
  @Override
  public String toString() {
    return "%d,%d,%d,%d".formatted(hidden, vocabulary, batch, steps);
  }
}

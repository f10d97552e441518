package io.timestep.nn.kernel;

import java.util.SplittableRandom;

/**
 * DropConnect on a layer's recurrent weights (Merity, Keskar and Socher 2018, section 3): some are
 * zero, the same ones at every step of a sequence, and the others scaled so that the expected
 * product stays. The layer computes with a copy; its parameters stay as they are.
 */
public final class WeightDrop implements AutoCloseable {
  private final CellShape shape;
  private final double probability;
  private final Arena arena;
  private final Floats dropped; // the copy, as CellShape says
  private final float[] factors; // of the recurrent weights: 0 or 1 / (1 - p), [hidden·width]
  private final float[] row; // [width]

  /**
   * @param probability that a weight is zero, at least 0 and less than 1
   */
  public WeightDrop(CellShape shape, double probability) {
    this.shape = shape;
    this.probability = probability;
    this.arena = new Arena(shape.parameters());
    this.dropped = arena.allocate(shape.parameters());
    this.factors = new float[shape.hidden() * shape.width()];
    this.row = new float[shape.width()];
  }

  /**
   * Draws which weights to drop.
   *
   * @param parameters flat, as {@link CellShape} says; not modified
   * @param seed of the draw, and all it depends on
   * @return what to compute with, forward and backward, until the next draw
   */
  public Floats drop(Floats parameters, long seed) {
    draw(seed);
    dropped.copy(0, parameters, 0, shape.parameters());
    scale(dropped);
    return dropped;
  }

  /**
   * From the gradient of the dropped weights to that of the parameters.
   *
   * @param gradient as the kernel left it; modified
   */
  public void backward(Floats gradient) {
    scale(gradient);
  }

  private void draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float kept = (float) (1 / (1 - probability));
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.nextDouble() < probability ? 0f : kept;
    }
  }

  private void scale(Floats flat) {
    for (int i = 0; i < shape.hidden(); i++) {
      int offset = shape.recurrentOffset() + i * row.length;
      flat.read(offset, row, 0, row.length);
      for (int j = 0; j < row.length; j++) {
        row[j] *= factors[i * row.length + j];
      }
      flat.write(offset, row, 0, row.length);
    }
  }

  /** A copy of what the recurrent weights were multiplied with, [hidden·width]. */
  float[] factors() {
    return factors.clone();
  }

  @Override
  public void close() {
    arena.close();
  }
}

package io.timestep.nn;

import io.timestep.nn.kernel.Floats;
import io.timestep.sequence.TokenWindow;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays in which DL4J takes a window, for windows of one shape after another: a step of
 * training makes none anew. DL4J takes ids as floats, exact up to 2^24.
 */
final class WindowBuffers {
  private final INDArray inputs; // [batch, 1, steps]
  private final INDArray targets; // likewise
  private final INDArray mask; // [batch, steps]
  private final float[] values;

  private WindowBuffers(INDArray inputs, INDArray targets, INDArray mask) {
    this.inputs = inputs;
    this.targets = targets;
    this.mask = mask;
    this.values = new float[Math.toIntExact(mask.length())];
  }

  @SuppressWarnings("try") // a workspace is left by being open
  static WindowBuffers of(int batch, int steps) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return new WindowBuffers(array(batch, 1, steps), array(batch, 1, steps), array(batch, steps));
    }
  }

  private static INDArray array(long... shape) {
    return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
  }

  boolean fits(int batch, int steps) {
    return mask.size(0) == batch && mask.size(1) == steps;
  }

  INDArray inputs(TokenWindow window) {
    int[] ids = window.inputs();
    for (int i = 0; i < values.length; i++) {
      values[i] = ids[i];
    }
    return filled(inputs);
  }

  /** Where there is no target, any id; {@link #mask} tells. */
  INDArray targets(TokenWindow window) {
    int[] ids = window.targets();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(ids[i], 0);
    }
    return filled(targets);
  }

  /** 1 where there is a target, else 0. */
  INDArray mask(TokenWindow window) {
    int[] ids = window.targets();
    for (int i = 0; i < values.length; i++) {
      values[i] = ids[i] == TokenWindow.NO_TARGET ? 0 : 1;
    }
    return filled(mask);
  }

  private INDArray filled(INDArray array) {
    Floats.of(array).set(values);
    return array;
  }
}

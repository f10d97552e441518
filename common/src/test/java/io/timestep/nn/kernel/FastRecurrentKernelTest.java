package io.timestep.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FastRecurrentKernelTest extends RecurrentKernelContract {
  private static final int BATCH = 3;
  private static final int LONGEST = 12;
  private static final int INPUTS = 4;
  private static final int HIDDEN = 5;

  @Override
  RecurrentKernel kernel(CellShape shape) {
    return RecurrentKernel.fast(shape);
  }

  /** By JavaCPP's count of native objects. */
  @ParameterizedTest
  @EnumSource(
      value = CellType.class,
      names = {"LSTM", "GRU"})
  void otherLengthsMakeNoNativeObjects(CellType cell) {
    CellShape shape = new CellShape(cell, INPUTS, HIDDEN);
    Buffers buffers = new Buffers(shape);
    try (RecurrentKernel kernel = kernel(shape)) {
      buffers.pass(kernel, StepProduct.LEAST_STEPS);
      long after = Pointer.totalCount();
      for (int steps = 1; steps <= LONGEST; steps++) {
        buffers.pass(kernel, steps);
      }
      long bytes = Pointer.totalBytes();
      for (int steps = LONGEST; steps >= 1; steps--) {
        buffers.pass(kernel, steps);
      }
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(after);
      assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
    }
  }

  /** Of the longest sequence, made once: they are outside the heap too. */
  private static final class Buffers {
    private final Floats parameters;
    private final Floats gradient;
    private final Floats x = zeros(LONGEST * BATCH * INPUTS);
    private final Floats dx = zeros(LONGEST * BATCH * INPUTS);
    private final Floats y = zeros(LONGEST * BATCH * HIDDEN);
    private final CellState state;

    Buffers(CellShape shape) {
      parameters = zeros(shape.parameters());
      gradient = zeros(shape.parameters());
      int n = BATCH * HIDDEN;
      state = new CellState(new float[n], new float[shape.cell().hasMemory() ? n : 0]);
    }

    void pass(RecurrentKernel kernel, int steps) {
      kernel.forward(BATCH, steps, parameters, x, state, y);
      kernel.backward(parameters, x, y, gradient, dx);
    }

    private static Floats zeros(int length) {
      Floats floats = new Arena(length).allocate(length);
      floats.zero();
      return floats;
    }
  }
}

package io.timestep.nn.layer;

import io.timestep.nn.kernel.Floats;
import java.util.Arrays;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays of DL4J's shape [batch, units, steps] whose memory is [steps, batch, units], the order in
 * which the kernels read and write.
 */
final class TimeMajor {
  private TimeMajor() {}

  /** An array of undefined contents in the workspace meant for {@code type}. */
  static INDArray create(
      LayerWorkspaceMgr workspaces, ArrayType type, long batch, long units, long steps) {
    return workspaces
        .createUninitialized(type, DataType.FLOAT, new long[] {steps, batch, units}, 'c')
        .permute(1, 2, 0);
  }

  /** The rows [steps·batch, units] of an array [batch, units, steps]; a copy only if need be. */
  static Floats rows(INDArray array) {
    if (array.rank() != 3) {
      throw new IllegalArgumentException(
          "expected an array [batch, units, steps], got rank " + array.rank());
    }
    return Floats.of(isTimeMajor(array) ? array : array.permute(2, 0, 1).dup('c'));
  }

  /** Whether memory is in the order of the kernels. */
  static boolean isTimeMajor(INDArray array) {
    long batch = array.size(0);
    long units = array.size(1);
    return (batch == 1 || array.stride(0) == units)
        && (units == 1 || array.stride(1) == 1)
        && (array.size(2) == 1 || array.stride(2) == batch * units);
  }

  /**
   * Integers that DL4J carries as floats, in time-major order.
   *
   * @param array [batch, 1, steps] or [batch, steps]
   * @return [steps·batch]
   */
  static int[] integers(INDArray array) {
    boolean matrix = array.rank() == 2;
    if (!matrix && (array.rank() != 3 || array.size(1) != 1)) {
      throw new IllegalArgumentException(
          "expected token ids [batch, 1, steps] or [batch, steps], got "
              + Arrays.toString(array.shape()));
    }
    int batch = (int) array.size(0);
    int steps = (int) array.size(matrix ? 1 : 2);
    int[] values = new int[steps * batch];
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < steps; t++) {
        values[t * batch + b] = matrix ? array.getInt(b, t) : array.getInt(b, 0, t);
      }
    }
    return values;
  }
}

package io.timestep.bench.kernels;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From this project's parameters to PyTorch's. Gates have the same order in both (i, f, g, o; r, z,
 * n); PyTorch's matrices are [out, in], ours [in, out]; and PyTorch adds two biases of gates·H
 * where one would do. Ours becomes the first; the second is 0 but for the GRU's candidate, which
 * needs both.
 */
public final class TorchLayout {
  private final Cell cell;
  private final ModelShape shape;

  public TorchLayout(Cell cell, ModelShape shape) {
    this.cell = cell;
    this.shape = shape;
  }

  /**
   * PyTorch's tensors by name, row-major.
   *
   * @param ours by DL4J's name, row-major: 0_W the embedding, i_W, i_RW and i_b of each recurrent
   *     layer i from 1, and 3_W, 3_b of the softmax
   */
  public Map<String, float[]> tensors(Map<String, float[]> ours) {
    int hidden = shape.hidden();
    Map<String, float[]> tensors = new LinkedHashMap<>();
    tensors.put("embedding", ours.get("0_W"));
    for (int layer = 0; layer < ModelShape.LAYERS; layer++) {
      String own = layer + 1 + "_";
      float[] bias = ours.get(own + "b");
      tensors.put("weight_ih_l" + layer, transposed(ours.get(own + "W"), hidden));
      tensors.put("weight_hh_l" + layer, transposed(ours.get(own + "RW"), hidden));
      tensors.put("bias_ih_l" + layer, slice(bias, 0, width()));
      float[] second = new float[width()];
      if (cell == Cell.GRU) {
        System.arraycopy(bias, width(), second, redundantBiases(), hidden);
      }
      tensors.put("bias_hh_l" + layer, second);
    }
    String softmax = ModelShape.LAYERS + 1 + "_";
    tensors.put("weight", transposed(ours.get(softmax + "W"), hidden));
    tensors.put("bias", ours.get(softmax + "b"));
    return tensors;
  }

  /** Columns of a recurrent layer's weights. */
  public int width() {
    return cell.gates() * shape.hidden();
  }

  /**
   * Leading values of {@code bias_hh} that are added where {@code bias_ih} is and have its gradient
   * once more: they must neither count in the norm nor move.
   */
  public int redundantBiases() {
    return cell == Cell.GRU ? 2 * shape.hidden() : width();
  }

  /**
   * [columns, rows] from [rows, columns].
   *
   * @param rows of the matrix given
   */
  static float[] transposed(float[] matrix, int rows) {
    int columns = matrix.length / rows;
    float[] transposed = new float[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        transposed[c * rows + r] = matrix[r * columns + c];
      }
    }
    return transposed;
  }

  private static float[] slice(float[] values, int from, int count) {
    float[] slice = new float[count];
    System.arraycopy(values, from, slice, 0, count);
    return slice;
  }
}

package io.timestep.nn.kernel;

import io.timestep.nn.kernel.Gemm.Matrix;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.dnnl.stream;

/**
 * oneDNN's softmax. Its primitives are made for one shape; a matrix is taken by blocks of a power
 * of two rows, so that few are needed however the number of rows changes from call to call.
 *
 * <p>They are fast only where rows follow one another without a gap. A matrix with gaps is taken as
 * one of wider rows, whose last logits are negative beyond all others.
 */
final class DnnlSoftmax implements RowSoftmax {
  private final engine cpu = new engine(engine.kind.cpu, 0);
  private final stream queue = new stream(cpu);
  private final Floats.Span span = new Floats.Span();
  private final Map<Shape, Primitive> primitives = new HashMap<>();

  private float[] gap = {}; // of a row, at least as long as that of any matrix so far

  private record Shape(int rows, int columns) {}

  private record Primitive(softmax_forward softmax, memory place, IntMemoryMap arguments) {}

  @Override
  public void apply(Matrix matrix, int rows, int columns) {
    try {
      fillGaps(matrix, rows, columns);
      int block;
      for (int done = 0; done < rows; done += block) {
        block = Integer.highestOneBit(rows - done);
        apply(matrix, done, new Shape(block, matrix.stride()));
      }
    } finally { // the native calls have its address only
      Reference.reachabilityFence(matrix.buffer());
    }
  }

  private void fillGaps(Matrix matrix, int rows, int columns) {
    int width = matrix.stride() - columns;
    if (width > gap.length) {
      gap = new float[width];
      Arrays.fill(gap, Float.NEGATIVE_INFINITY);
    }
    for (int r = 0; width > 0 && r < rows; r++) {
      matrix.buffer().write(matrix.offset() + r * matrix.stride() + columns, gap, 0, width);
    }
  }

  private void apply(Matrix matrix, int first, Shape shape) {
    Primitive primitive = primitives.get(shape);
    if (primitive == null) {
      primitive = primitive(matrix.buffer(), shape);
      primitives.put(shape, primitive);
    }
    long at = matrix.offset() + (long) first * matrix.stride();
    primitive.place().set_data_handle(span.at(matrix.buffer(), at));
    primitive.softmax().execute(queue, primitive.arguments());
    queue._wait();
  }

  private Primitive primitive(Floats matrix, Shape shape) {
    memory.desc layout =
        new memory.desc(
            new long[] {shape.rows(), shape.columns()}, memory.data_type.f32, memory.format_tag.ab);
    softmax_forward softmax =
        new softmax_forward(
            new softmax_forward.primitive_desc(
                new softmax_forward.desc(dnnl.dnnl_forward_inference, layout, 1), cpu));
    memory data = new memory(layout, cpu, new Floats.Span().at(matrix, 0));
    IntMemoryMap arguments = new IntMemoryMap();
    arguments.put(dnnl.DNNL_ARG_SRC, data);
    arguments.put(dnnl.DNNL_ARG_DST, data);
    return new Primitive(softmax, data, arguments);
  }
}

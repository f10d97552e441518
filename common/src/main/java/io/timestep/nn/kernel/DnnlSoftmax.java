package io.timestep.nn.kernel;

import java.lang.ref.Reference;
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
 */
final class DnnlSoftmax implements RowSoftmax {
  private final engine cpu = new engine(engine.kind.cpu, 0);
  private final stream queue = new stream(cpu);
  private final Floats.Span span = new Floats.Span();
  private final Map<Shape, Primitive> primitives = new HashMap<>();

  private record Shape(int rows, int columns) {}

  private record Primitive(softmax_forward softmax, memory place, IntMemoryMap arguments) {}

  @Override
  public void apply(Floats matrix, int rows, int columns) {
    try {
      int block;
      for (int done = 0; done < rows; done += block) {
        block = Integer.highestOneBit(rows - done);
        apply(matrix, done, new Shape(block, columns));
      }
    } finally { // the native calls have its address only
      Reference.reachabilityFence(matrix);
    }
  }

  private void apply(Floats matrix, int first, Shape shape) {
    Primitive primitive = primitives.get(shape);
    if (primitive == null) {
      primitive = primitive(matrix, shape);
      primitives.put(shape, primitive);
    }
    primitive.place().set_data_handle(span.at(matrix, (long) first * shape.columns()));
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

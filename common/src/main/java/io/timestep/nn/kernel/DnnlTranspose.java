package io.timestep.nn.kernel;

import java.lang.ref.Reference;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/** oneDNN's reorder, of some columns of a matrix to rows without gaps. */
final class DnnlTranspose {
  private final stream queue;
  private final memory columns;
  private final memory rows;
  private final reorder copy;
  private final Floats.Span span = new Floats.Span();
  private final Floats to;

  /**
   * @param shape of what is read
   * @param to [columns, rows]
   */
  DnnlTranspose(Shape shape, Floats to) {
    engine cpu = new engine(engine.kind.cpu, 0);
    queue = new stream(cpu);
    columns = new memory(layout(shape, 1, shape.stride()), cpu, null);
    rows = new memory(layout(shape, shape.rows(), 1), cpu, new Floats.Span().at(to, 0));
    copy = new reorder(columns, rows);
    this.to = to;
  }

  /**
   * A part of a matrix.
   *
   * @param stride floats from one row of the matrix to the next
   */
  record Shape(int rows, int columns, int stride) {}

  /** As what is written lies: by columns of what is read. */
  private static memory.desc layout(Shape shape, long fromColumn, long fromRow) {
    return new memory.desc(
        new long[] {shape.columns(), shape.rows()},
        memory.data_type.f32,
        new long[] {fromColumn, fromRow});
  }

  /**
   * @param offset of the first column's first value
   */
  void take(Floats from, long offset) {
    try {
      columns.set_data_handle(span.at(from, offset));
      copy.execute(queue, columns, rows);
      queue._wait();
    } finally { // the native calls have their addresses only
      Reference.reachabilityFence(from);
      Reference.reachabilityFence(to);
    }
  }
}

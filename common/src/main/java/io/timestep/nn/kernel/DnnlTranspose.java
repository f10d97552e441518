package io.timestep.nn.kernel;

import java.lang.ref.Reference;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/** oneDNN's reorder, of some columns of a matrix to rows without gaps. */
final class DnnlTranspose implements AutoCloseable {
  private final Natives natives = new Natives(); // all below that is not on the heap
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
    engine cpu = natives.add(new engine(engine.kind.cpu, 0)); // the others hold its address
    queue = natives.add(new stream(cpu));
    try (Natives passing = new Natives()) { // descriptions, of which the objects keep copies
      memory.desc columnLayout = passing.add(layout(shape, 1, shape.stride()));
      memory.desc rowLayout = passing.add(layout(shape, shape.rows(), 1));
      columns = natives.add(new memory(columnLayout, cpu, null));
      rows = natives.add(new memory(rowLayout, cpu, new Floats.Span().at(to, 0)));
      copy = natives.add(new reorder(columns, rows));
    }
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
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    natives.close();
  }
}

package io.timestep.nn.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.dnnl.stream;

/** oneDNN's softmax. Its primitives are made for one shape and one place; the last few are kept. */
final class DnnlSoftmax implements RowSoftmax {
  private static final int KEPT = 4; // chunks of two sizes, while training and while scoring

  private final engine cpu = new engine(engine.kind.cpu, 0);
  private final stream queue = new stream(cpu);
  private final Map<Place, Primitive> primitives =
      new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Primitive> eldest) {
          return size() > KEPT;
        }
      };

  private record Place(long address, int rows, int columns) {}

  private record Primitive(softmax_forward softmax, memory place, IntMemoryMap arguments) {}

  @Override
  public void apply(Floats matrix, int rows, int columns) {
    Primitive primitive =
        primitives.computeIfAbsent(
            new Place(matrix.address(), rows, columns), place -> primitive(place));
    primitive.softmax().execute(queue, primitive.arguments());
    queue._wait();
  }

  private Primitive primitive(Place place) {
    memory.desc matrix =
        new memory.desc(
            new long[] {place.rows(), place.columns()}, memory.data_type.f32, memory.format_tag.ab);
    softmax_forward softmax =
        new softmax_forward(
            new softmax_forward.primitive_desc(
                new softmax_forward.desc(dnnl.dnnl_forward_inference, matrix, 1), cpu));
    Floats.Span span = new Floats.Span().at(place.address(), (long) place.rows() * place.columns());
    memory data = new memory(matrix, cpu, span);
    IntMemoryMap arguments = new IntMemoryMap();
    arguments.put(dnnl.DNNL_ARG_SRC, data);
    arguments.put(dnnl.DNNL_ARG_DST, data);
    return new Primitive(softmax, data, arguments);
  }
}

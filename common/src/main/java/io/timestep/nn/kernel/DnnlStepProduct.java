package io.timestep.nn.kernel;

import java.lang.ref.Reference;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/**
 * oneDNN's matmul on weights in the order that it asks for, which its sgemm makes anew in every
 * product. Putting them there is one pass over them, transposed or not.
 */
final class DnnlStepProduct implements StepProduct {
  private final Natives natives = new Natives(); // all below that is not on the heap
  private final stream queue;
  private final Floats.Span weightsSpan = new Floats.Span();
  private final Floats.Span inSpan = new Floats.Span();
  private final Floats.Span outSpan = new Floats.Span();
  private final memory plain;
  private final memory packed;
  private final memory in;
  private final memory out;
  private final reorder pack;
  private final matmul product;
  private final IntMemoryMap arguments;
  private final Arena arena; // of the packed weights

  DnnlStepProduct(Shape shape) {
    engine cpu = natives.add(new engine(engine.kind.cpu, 0)); // the others hold its address
    queue = natives.add(new stream(cpu));
    try (Natives passing = new Natives()) { // descriptions, of which the objects keep copies
      memory.desc inLayout =
          passing.add(layout(shape.batch(), shape.inputs(), memory.format_tag.ab));
      memory.desc outLayout =
          passing.add(layout(shape.batch(), shape.outputs(), memory.format_tag.ab));
      memory.desc any = passing.add(layout(shape.inputs(), shape.outputs(), memory.format_tag.any));
      matmul.desc wanted = passing.add(new matmul.desc(inLayout, any, outLayout));
      matmul.primitive_desc chosen =
          passing.add(new matmul.primitive_desc(wanted, attributes(shape.beta(), passing), cpu));
      memory.desc packedLayout = passing.add(chosen.weights_desc());
      long floats = (packedLayout.get_size() + Float.BYTES - 1) / Float.BYTES;
      arena = new Arena(floats);
      memory.format_tag order =
          shape.op() == Gemm.Op.PLAIN ? memory.format_tag.ab : memory.format_tag.ba;
      memory.desc plainLayout = passing.add(layout(shape.inputs(), shape.outputs(), order));
      plain = natives.add(new memory(plainLayout, cpu, null));
      packed =
          natives.add(
              new memory(packedLayout, cpu, new Floats.Span().at(arena.allocate(floats), 0)));
      in = natives.add(new memory(inLayout, cpu, null));
      out = natives.add(new memory(outLayout, cpu, null));
      pack = natives.add(new reorder(plain, packed));
      product = natives.add(new matmul(chosen));
    }
    arguments = natives.add(new IntMemoryMap());
    arguments.put(dnnl.DNNL_ARG_SRC, in);
    arguments.put(dnnl.DNNL_ARG_WEIGHTS, packed);
    arguments.put(dnnl.DNNL_ARG_DST, out);
  }

  private static memory.desc layout(int rows, int columns, memory.format_tag order) {
    return new memory.desc(new long[] {rows, columns}, memory.data_type.f32, order);
  }

  private static primitive_attr attributes(float beta, Natives passing) {
    primitive_attr attributes = passing.add(new primitive_attr());
    if (beta != 0) {
      post_ops sum = passing.add(new post_ops());
      sum.append_sum();
      attributes.set_post_ops(sum);
    }
    return attributes;
  }

  @Override
  public void take(Floats weights, int offset) {
    try {
      plain.set_data_handle(weightsSpan.at(weights, offset));
      pack.execute(queue, plain, packed);
      queue._wait();
    } finally { // the native calls have their addresses only
      Reference.reachabilityFence(weights);
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void multiply(Floats rows, int inOffset, Floats products, int outOffset) {
    try {
      in.set_data_handle(inSpan.at(rows, inOffset));
      out.set_data_handle(outSpan.at(products, outOffset));
      product.execute(queue, arguments);
      queue._wait();
    } finally { // the native calls have their addresses only
      Reference.reachabilityFence(rows);
      Reference.reachabilityFence(products);
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    natives.close();
    arena.close();
  }
}

package io.timestep.bench.kernels.peer;

import io.timestep.bench.kernels.ModelShape;
import io.timestep.bench.kernels.Peer;
import io.timestep.nn.kernel.Floats;
import io.timestep.nn.kernel.SingleThread;
import io.timestep.nn.kernel.SoftmaxKernel;
import io.timestep.nn.kernel.WordClusters;
import io.timestep.nn.layer.SoftmaxOutput;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Cross entropy and its gradient, without the rest of the network. */
final class SoftmaxPeer implements Peer {
  private final SoftmaxKernel kernel;
  private final Floats parameters;
  private final Floats gradient;
  private final Floats x;
  private final Floats dx;
  private final int[] targets;

  private SoftmaxPeer(ModelShape shape, SoftmaxKernel kernel, long length) {
    this.kernel = kernel;
    this.parameters = Floats.of(Nd4j.rand(DataType.FLOAT, length).subi(0.5).muli(0.1));
    this.gradient = Floats.of(Nd4j.create(DataType.FLOAT, length));
    long inputs = (long) shape.tokens() * shape.hidden();
    this.x = Floats.of(Nd4j.rand(DataType.FLOAT, inputs).subi(0.5));
    this.dx = Floats.of(Nd4j.create(DataType.FLOAT, inputs));
    this.targets = Texts.windows(shape).get(0).targets();
  }

  static SoftmaxPeer full(ModelShape shape) {
    return of(shape, List.of());
  }

  static SoftmaxPeer adaptive(ModelShape shape) {
    return of(shape, TrainPeer.cutoffs(shape));
  }

  private static SoftmaxPeer of(ModelShape shape, List<Integer> cutoffs) {
    SingleThread.pin();
    int hidden = shape.hidden();
    int vocabulary = shape.vocabulary();
    WordClusters clusters =
        new WordClusters(hidden, vocabulary, cutoffs, SoftmaxOutput.Builder.DIV_VALUE);
    SoftmaxKernel kernel =
        cutoffs.isEmpty()
            ? SoftmaxKernel.fast(hidden, vocabulary)
            : SoftmaxKernel.adaptive(clusters);
    return new SoftmaxPeer(shape, kernel, clusters.parameters());
  }

  @Override
  public void step() {
    kernel.gradient(parameters, x, targets, gradient, dx);
  }

  @Override
  public void close() {
    kernel.close();
  }
}

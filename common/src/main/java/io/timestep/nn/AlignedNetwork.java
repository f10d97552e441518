package io.timestep.nn;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A DL4J network whose parameters and gradients begin at a cache line, so that a vector register's
 * worth of them is read from one line and not from two. ND4J's own arrays begin 16 bytes behind
 * one, which costs the products of a large softmax some percent on a processor with AVX-512.
 */
@SuppressWarnings("overrides") // of DL4J's own
final class AlignedNetwork extends MultiLayerNetwork {
  private static final long serialVersionUID = 1;

  private static final int LINE = 64;

  private transient INDArray parameterRoom; // the parameters are a view of it
  private transient INDArray gradientRoom; // and the gradients of this one

  private AlignedNetwork(MultiLayerConfiguration configuration) {
    super(configuration);
  }

  /** With the weights that the configuration's seed gives. */
  static AlignedNetwork initialized(MultiLayerConfiguration configuration) {
    MultiLayerNetwork fresh = new MultiLayerNetwork(configuration.clone());
    fresh.init();
    AlignedNetwork aligned = new AlignedNetwork(configuration);
    INDArray weights = fresh.params();
    aligned.parameterRoom = room(weights.length());
    INDArray parameters = row(aligned.parameterRoom, weights.length());
    parameters.assign(weights);
    weights.close(); // DL4J's close of the network would also collect all garbage
    aligned.init(parameters, false);
    aligned.initGradientsView();
    return aligned;
  }

  @Override
  public void initGradientsView() {
    free(gradientRoom);
    gradientRoom = room(numParams());
    flattenedGradients = row(gradientRoom, numParams());
    setBackpropGradientsViewArray(flattenedGradients);
  }

  /** Frees both, which DL4J does not as they are views. */
  @Override
  public void close() {
    super.close();
    free(parameterRoom);
    free(gradientRoom);
  }

  private static void free(INDArray room) {
    if (room != null && room.closeable()) {
      room.close();
    }
  }

  /** Zeros, a cache line more than are needed. */
  @SuppressWarnings("try") // the scope is all that is wanted of it
  private static INDArray room(long length) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.create(DataType.FLOAT, 1, length + LINE / Float.BYTES);
    }
  }

  /** From the first cache line on. [1, length] */
  private static INDArray row(INDArray room, long length) {
    long bytesBehind = room.data().address() % LINE;
    long first = bytesBehind == 0 ? 0 : (LINE - bytesBehind) / Float.BYTES;
    return room.get(NDArrayIndex.all(), NDArrayIndex.interval(first, first + length));
  }
}

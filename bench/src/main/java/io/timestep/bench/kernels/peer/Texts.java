package io.timestep.bench.kernels.peer;

import io.timestep.bench.kernels.ModelShape;
import io.timestep.bench.kernels.ReferenceRun;
import io.timestep.bench.kernels.SyntheticText;
import io.timestep.sequence.TokenWindow;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The text of every run, as networks take it. */
final class Texts {
  /** Windows that are read in turns. */
  private static final int COUNT = 8;

  private Texts() {}

  static List<TokenWindow> windows(ModelShape shape) {
    return new SyntheticText(shape, ReferenceRun.TEXT_SEED)
        .windows(COUNT).stream()
            .map(
                w ->
                    new TokenWindow(
                        shape.batch(), shape.steps(), w.inputs(), w.targets(), shape.tokens()))
            .toList();
  }

  /** Ids as DL4J takes them, as floats. [batch, 1, steps] */
  static INDArray array(int[] ids, ModelShape shape) {
    float[] values = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      values[i] = ids[i];
    }
    return Nd4j.createFromArray(values).reshape(shape.batch(), 1, shape.steps());
  }
}

package io.timestep.jobs.dl4j;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a network's updaters keep from step to step (moments), as one flat vector. */
final class UpdaterState {
  private UpdaterState() {}

  /** A copy, [state]; empty for updaters that keep nothing. */
  static float[] of(MultiLayerNetwork network) {
    INDArray state = network.getUpdater().getStateViewArray();
    return state == null ? new float[0] : state.toFloatVector();
  }

  /**
   * Replaces it.
   *
   * @param values [state]; empty: zeros
   */
  static void set(MultiLayerNetwork network, float[] values) {
    INDArray state = network.getUpdater().getStateViewArray();
    if (state == null) {
      return;
    }
    if (values.length == 0) {
      state.assign(0);
    } else {
      state.assign(Nd4j.createFromArray(values).reshape(state.shape()));
    }
  }
}

package io.timestep.nn.kernel;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Keeps native code of the calling thread on one core. Replicas that run side by side would
 * otherwise each start a thread per core and fight; and the order of a sum would depend on how many
 * cores there are.
 */
public final class SingleThread {
  private static final ThreadLocal<Boolean> PINNED = ThreadLocal.withInitial(() -> false);

  private SingleThread() {}

  /**
   * From here on ND4J's and oneDNN's calls in this thread use this thread only. OpenMP keeps the
   * number by thread, so each thread that computes must call this; a second call does nothing.
   */
  public static void pin() {
    if (PINNED.get()) {
      return;
    }
    Nd4j.getBackend(); // before oneDNN: whoever is first brings the OpenMP runtime that both use
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    openblas_nolapack.blas_set_num_threads(1);
    PINNED.set(true);
  }
}

package io.timestep.nn.kernel;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether oneDNN's library can be loaded here; says so once if it cannot. */
final class Dnnl {
  private static final Logger LOG = LoggerFactory.getLogger(Dnnl.class);
  private static final boolean AVAILABLE = load();

  private Dnnl() {}

  static boolean isAvailable() {
    return AVAILABLE;
  }

  private static boolean load() {
    Nd4j.getBackend(); // its OpenMP runtime first, see SingleThread
    try {
      Loader.load(dnnl.class);
      return true;
    } catch (LinkageError e) {
      LOG.warn(
          "oneDNN cannot be loaded on this machine ({}); OpenBLAS takes its place, at about half"
              + " the speed",
          e.toString());
      return false;
    }
  }
}

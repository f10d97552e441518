package io.timestep.nn.kernel;

/** Between the floats of the kernels' interface and the doubles of their reference twins. */
final class Doubles {
  private Doubles() {}

  static double[] of(Floats floats) {
    return of(floats.toArray());
  }

  static double[] of(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  static float[] toFloats(double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int i = 0; i < doubles.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  /** Rounds all of {@code from} into {@code to}. */
  static void write(double[] from, float[] to) {
    System.arraycopy(toFloats(from), 0, to, 0, to.length);
  }
}

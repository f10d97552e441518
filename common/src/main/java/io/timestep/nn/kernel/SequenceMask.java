package io.timestep.nn.kernel;

import java.util.Arrays;

/**
 * Which steps of which streams are padding. A recurrent layer passes its state through a masked
 * step unchanged, whatever the input there, and puts out zeros; no gradient comes from it or goes
 * to it. Sequences may so be padded at either end, or have gaps.
 */
public final class SequenceMask {
  /** Every step counts. */
  public static final SequenceMask NONE = new SequenceMask(0, new int[0][]);

  private static final int[] NO_STREAMS = {};

  private final int batch;
  private final int[][] masked; // streams by step; empty: none anywhere

  private SequenceMask(int batch, int[][] masked) {
    this.batch = batch;
    this.masked = masked;
  }

  /**
   * @param present 0 where a step is masked, time-major [steps·batch]
   * @param batch streams
   */
  public static SequenceMask of(int[] present, int batch) {
    int[][] masked = new int[present.length / batch][];
    boolean any = false;
    int[] streams = new int[batch];
    for (int t = 0; t < masked.length; t++) {
      int count = 0;
      for (int b = 0; b < batch; b++) {
        if (present[t * batch + b] == 0) {
          streams[count++] = b;
        }
      }
      masked[t] = count == 0 ? NO_STREAMS : Arrays.copyOf(streams, count);
      any |= count > 0;
    }
    return any ? new SequenceMask(batch, masked) : NONE;
  }

  /** Streams masked at a step, ascending; not to be written to. */
  int[] masked(int step) {
    return masked.length == 0 ? NO_STREAMS : masked[step];
  }

  boolean isMasked(int step, int stream) {
    return Arrays.binarySearch(masked(step), stream) >= 0;
  }

  /**
   * @throws IllegalArgumentException unless it is of so many streams and steps, or {@link #NONE}
   */
  void requireShape(int streams, int steps) {
    if (masked.length > 0 && (batch != streams || masked.length != steps)) {
      throw new IllegalArgumentException(
          "expected a mask of %d streams and %d steps, got %d and %d"
              .formatted(streams, steps, batch, masked.length));
    }
  }
}

package io.timestep.train;

import java.util.stream.IntStream;

/**
 * Loops over vectors in which each value depends on its own index alone: done range by range on the
 * driver's cores, they give the same bits as in one go.
 */
final class Ranges {
  private static final int LENGTH = 1 << 16;

  /** A loop from {@code from} to {@code to}, exclusive. */
  @FunctionalInterface
  interface Loop {
    void run(int from, int to);
  }

  private Ranges() {}

  /** Runs the loop over all indices, in parallel. */
  static void forEach(int length, Loop loop) {
    IntStream.range(0, (int) (((long) length + LENGTH - 1) / LENGTH))
        .parallel()
        .forEach(i -> loop.run(i * LENGTH, (int) Math.min(length, (i + 1L) * LENGTH)));
  }
}

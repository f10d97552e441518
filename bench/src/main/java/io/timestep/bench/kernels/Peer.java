package io.timestep.bench.kernels;

/** A program that is timed: a model that can be trained step by step. */
public interface Peer extends AutoCloseable {
  /** Forward, backward, clipping and update on the next window of the text. */
  void step();

  @Override
  void close();
}

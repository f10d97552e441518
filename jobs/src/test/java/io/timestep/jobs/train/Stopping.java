package io.timestep.jobs.train;

import io.timestep.util.Progress;

/** Stops a training in its middle, as a lost driver would: it throws when progress is told. */
final class Stopping implements Progress {
  /** What is thrown. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final int updates;

  /**
   * @param updates how many of the training are let through
   */
  Stopping(int updates) {
    this.updates = updates;
  }

  @Override
  public Task start(String name, long total, String unit) {
    return name.equals("train") ? new Counting() : Task.NONE;
  }

  private final class Counting implements Task {
    private int told;

    @Override
    public void update(long done, String detail) {
      if (told++ == updates) {
        throw new Stopped();
      }
    }
  }
}

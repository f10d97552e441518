package io.timestep.jobs.train;

import io.timestep.util.Progress;
import java.util.List;

/**
 * Keeps the lines that stay, and no other progress.
 *
 * @param notes takes the lines in their order
 */
record Noting(List<String> notes) implements Progress {
  @Override
  public Task start(String name, long total, String unit) {
    return Task.NONE;
  }

  @Override
  public void note(String line) {
    notes.add(line);
  }
}

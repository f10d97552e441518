package io.timestep.ngram.estimate;

/**
 * The memory of one process that runs tasks.
 *
 * @param heapBytes all of it
 * @param tasks how many run at once, at least 1
 * @param cacheFraction of the heap that data kept between the stages may fill, from 0 to 1
 */
public record TaskMemory(long heapBytes, int tasks, double cacheFraction) {
  public TaskMemory {
    if (heapBytes < 1 || tasks < 1 || !(cacheFraction >= 0 && cacheFraction <= 1)) {
      throw new IllegalArgumentException(
          "%d bytes, %d tasks, cache %s".formatted(heapBytes, tasks, cacheFraction));
    }
  }

  /**
   * What one task can count on while the cache is full.
   *
   * @param sharedBytes that all tasks have in common
   */
  public long share(long sharedBytes) {
    return Math.max(0, (long) (heapBytes * (1 - cacheFraction)) - sharedBytes) / tasks;
  }
}

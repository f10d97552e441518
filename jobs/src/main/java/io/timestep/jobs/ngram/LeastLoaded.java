package io.timestep.jobs.ngram;

/**
 * Partitions and what each has been given so far; the next thing goes to the one with least, the
 * first of several. A heap without objects: millions of words are dealt out one by one.
 */
final class LeastLoaded {
  private final long[] loads;
  private final int[] partitions;

  LeastLoaded(int partitions) {
    this.loads = new long[partitions];
    this.partitions = new int[partitions];
    for (int p = 0; p < partitions; p++) {
      this.partitions[p] = p;
    }
  }

  /** Gives a weight to a partition; which one. */
  int add(long weight) {
    int partition = partitions[0];
    long load = loads[0] + weight;
    int hole = 0;
    for (int child = 1; child < loads.length; child = 2 * hole + 1) {
      if (child + 1 < loads.length && isLess(child + 1, loads[child], partitions[child])) {
        child++;
      }
      if (!isLess(child, load, partition)) {
        break;
      }
      loads[hole] = loads[child];
      partitions[hole] = partitions[child];
      hole = child;
    }
    loads[hole] = load;
    partitions[hole] = partition;
    return partition;
  }

  private boolean isLess(int place, long load, int partition) {
    return loads[place] == load ? partitions[place] < partition : loads[place] < load;
  }
}

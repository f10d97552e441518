package io.timestep.nn.kernel;

import java.util.List;

/**
 * How an adaptive softmax divides its words (Grave et al. 2017, "Efficient softmax approximation
 * for GPUs", section 4.3). Words are numbered by falling frequency. The head foretells each of the
 * words before the first cutoff and, as one unit each, the clusters that begin at the cutoffs; a
 * cluster's tail foretells its words from a projection of the input that is the smaller the rarer
 * they are: p(w) = p(c) p(w | c).
 *
 * <p>Parameters, one after the other, row-major: of the head its weights [inputs, head] and its
 * bias [head], the clusters' units after the words'; then of each tail the projection [inputs,
 * size], the weights [size, words] and the bias [words].
 *
 * @param inputs units of the input
 * @param vocabulary words
 * @param cutoffs the first word of each cluster, rising, from 1 to {@code vocabulary} − 1; none:
 *     the head is a full softmax
 * @param divValue the projection of cluster i, from 0, has {@code inputs / divValue^(i + 1)} units
 *     (rounded down, at least 1); at least 1
 */
public record WordClusters(int inputs, int vocabulary, List<Integer> cutoffs, double divValue) {
  public WordClusters {
    cutoffs = List.copyOf(cutoffs);
    if (!areRising(cutoffs)
        || (!cutoffs.isEmpty() && cutoffs.get(cutoffs.size() - 1) >= vocabulary)) {
      throw new IllegalArgumentException(
          "cutoffs must rise, from 1 on, and be below the vocabulary's size %d, got %s"
              .formatted(vocabulary, cutoffs));
    }
    if (!(divValue >= 1)) {
      throw new IllegalArgumentException("divValue must be at least 1, got " + divValue);
    }
  }

  /** Whether each is greater than the one before, and the first than 0. */
  public static boolean areRising(List<Integer> cutoffs) {
    int before = 0;
    for (int cutoff : cutoffs) {
      if (cutoff <= before) {
        return false;
      }
      before = cutoff;
    }
    return true;
  }

  /** Clusters, each with a tail. */
  public int count() {
    return cutoffs.size();
  }

  /** Words that the head foretells itself. */
  public int shortlist() {
    return cutoffs.isEmpty() ? vocabulary : cutoffs.get(0);
  }

  /** Units of the head: its words and the clusters. */
  public int head() {
    return shortlist() + count();
  }

  /** The first word of a cluster. */
  public int first(int cluster) {
    return cutoffs.get(cluster);
  }

  /** Words of a cluster. */
  public int words(int cluster) {
    return (cluster + 1 < count() ? first(cluster + 1) : vocabulary) - first(cluster);
  }

  /** Units of a cluster's projection. */
  public int size(int cluster) {
    return Math.max(1, (int) (inputs / Math.pow(divValue, cluster + 1)));
  }

  /** The cluster of a word; −1 for one that the head foretells itself. */
  int of(int word) {
    int cluster = -1;
    while (cluster + 1 < count() && word >= first(cluster + 1)) {
      cluster++;
    }
    return cluster;
  }

  /** The head's unit that a word needs: its own or its cluster's. */
  int headUnit(int word) {
    int cluster = of(word);
    return cluster < 0 ? word : shortlist() + cluster;
  }

  int headParameters() {
    return (inputs + 1) * head();
  }

  /** Where a cluster's projection begins. */
  int projectionAt(int cluster) {
    int at = headParameters();
    for (int c = 0; c < cluster; c++) {
      at += projectionLength(c) + tailLength(c);
    }
    return at;
  }

  int projectionLength(int cluster) {
    return inputs * size(cluster);
  }

  /** Where a tail's weights begin, its bias following them. */
  int tailAt(int cluster) {
    return projectionAt(cluster) + projectionLength(cluster);
  }

  int tailLength(int cluster) {
    return (size(cluster) + 1) * words(cluster);
  }

  /** Parameters in all. */
  public long parameters() {
    long sum = (inputs + 1L) * head();
    for (int c = 0; c < count(); c++) {
      sum += (long) inputs * size(c) + (size(c) + 1L) * words(c);
    }
    return sum;
  }
}

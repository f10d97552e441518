package io.timestep.nn.kernel;

import java.util.function.IntPredicate;

/**
 * Scores under an adaptive softmax. No word of a cluster is more probable than its cluster: a tail
 * is asked for a row only if the target is one of its words, or its cluster is at least as probable
 * as the target, so that its words may be before it.
 */
final class AdaptiveScores {
  /** Reads the logits of one row. */
  @FunctionalInterface
  interface RowReader {
    /**
     * @param logits overwritten after the call; there may be more of them than units
     * @param logSum ln of the sum of their exponentials
     */
    void read(int row, float[] logits, double logSum);
  }

  /** The head's logits, row by row. */
  @FunctionalInterface
  interface Head {
    void read(RowReader reader);
  }

  /** A tail's logits, of the rows that are wanted. */
  @FunctionalInterface
  interface Tail {
    void read(int cluster, IntPredicate wanted, RowReader reader);
  }

  private final WordClusters clusters;
  private final int[] targets;
  private final int[] clusterOf; // each row's target's; −1: the head; [rows]
  private final double[] logP; // of each row's target; at first: given its cluster; [rows]
  private final double[][] clusterLogP; // [rows][clusters]
  private final int[] ranks; // [rows]

  AdaptiveScores(WordClusters clusters, int[] targets) {
    this.clusters = clusters;
    this.targets = targets;
    this.clusterOf = new int[targets.length];
    this.logP = new double[targets.length];
    this.clusterLogP = new double[targets.length][clusters.count()];
    this.ranks = new int[targets.length];
    for (int r = 0; r < targets.length; r++) {
      clusterOf[r] = clusters.of(targets[r]);
    }
  }

  TokenScores of(Tail tail, Head head) {
    for (int c = 0; c < clusters.count(); c++) {
      int cluster = c;
      tail.read(
          c,
          r -> clusterOf[r] == cluster,
          (r, logits, logSum) -> {
            int word = targets[r] - clusters.first(cluster);
            logP[r] = logits[word] - logSum;
            ranks[r] = before(word, logits) + after(word, logits, clusters.words(cluster));
          });
    }
    head.read(this::readHead);
    for (int c = 0; c < clusters.count(); c++) {
      int cluster = c;
      tail.read(
          c,
          r -> mayHaveBetter(cluster, r),
          (r, logits, logSum) -> {
            double bound = logP[r] - clusterLogP[r][cluster] + logSum;
            boolean tiesCount = cluster < clusterOf[r]; // its words have smaller ids
            ranks[r] += better(logits, clusters.words(cluster), bound, tiesCount);
          });
    }
    return scores();
  }

  private void readHead(int r, float[] logits, double logSum) {
    int shortlist = clusters.shortlist();
    for (int c = 0; c < clusters.count(); c++) {
      clusterLogP[r][c] = logits[shortlist + c] - logSum;
    }
    if (targets[r] == SoftmaxKernel.NO_TARGET) {
      return;
    }
    if (clusterOf[r] < 0) {
      logP[r] = logits[targets[r]] - logSum;
      ranks[r] = before(targets[r], logits) + after(targets[r], logits, shortlist);
    } else {
      logP[r] += clusterLogP[r][clusterOf[r]];
      ranks[r] += better(logits, shortlist, logP[r] + logSum, true);
    }
  }

  private boolean mayHaveBetter(int cluster, int r) {
    return targets[r] != SoftmaxKernel.NO_TARGET
        && cluster != clusterOf[r]
        && clusterLogP[r][cluster] >= logP[r];
  }

  private TokenScores scores() {
    double[] nats = new double[targets.length];
    for (int r = 0; r < targets.length; r++) {
      if (targets[r] == SoftmaxKernel.NO_TARGET) {
        ranks[r] = -1;
      } else {
        nats[r] = -logP[r];
        ranks[r] = Double.isNaN(logP[r]) ? clusters.vocabulary() : ranks[r]; // no number, no hit
      }
    }
    return new TokenScores(nats, ranks);
  }

  private static int before(int word, float[] logits) {
    int better = 0;
    for (int v = 0; v < word; v++) {
      better += logits[v] >= logits[word] ? 1 : 0;
    }
    return better;
  }

  private static int after(int word, float[] logits, int words) {
    int better = 0;
    for (int v = word + 1; v < words; v++) {
      better += logits[v] > logits[word] ? 1 : 0;
    }
    return better;
  }

  private static int better(float[] logits, int words, double bound, boolean tiesCount) {
    int better = 0;
    for (int v = 0; v < words; v++) {
      better += logits[v] > bound || (tiesCount && logits[v] == bound) ? 1 : 0;
    }
    return better;
  }
}

package io.timestep.nn.kernel;

import java.util.Arrays;

/**
 * Tied parameters as untied ones. An adaptive softmax with rows for weights is one with columns
 * whose projections are the identity; a full one has no projections.
 */
final class TiedVectors {
  private TiedVectors() {}

  /** Where the untied vector has a value, in the tied one; −1: an entry of a projection. */
  private static int[] places(WordClusters clusters) {
    int inputs = clusters.inputs();
    int vocabulary = clusters.vocabulary();
    int[] places = new int[(int) clusters.parameters()];
    Arrays.fill(places, -1);
    for (int unit = 0; unit < clusters.head(); unit++) {
      boolean word = unit < clusters.shortlist();
      int cluster = unit - clusters.shortlist();
      int weights = word ? unit * inputs : vocabulary * (inputs + 1) + cluster * inputs;
      int bias =
          word
              ? vocabulary * inputs + unit
              : vocabulary * (inputs + 1) + clusters.count() * inputs + cluster;
      for (int i = 0; i < inputs; i++) {
        places[i * clusters.head() + unit] = weights + i;
      }
      places[inputs * clusters.head() + unit] = bias;
    }
    for (int c = 0; c < clusters.count(); c++) {
      int words = clusters.words(c);
      for (int w = 0; w < words; w++) {
        int id = clusters.first(c) + w;
        for (int i = 0; i < inputs; i++) {
          places[clusters.tailAt(c) + i * words + w] = id * inputs + i;
        }
        places[clusters.tailAt(c) + inputs * words + w] = vocabulary * inputs + id;
      }
    }
    return places;
  }

  /** The untied parameters that stand for tied ones. */
  static double[] untied(WordClusters clusters, double[] tied) {
    int[] places = places(clusters);
    double[] untied = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      untied[i] = places[i] < 0 ? 0 : tied[places[i]];
    }
    for (int c = 0; c < clusters.count(); c++) {
      for (int i = 0; i < clusters.inputs(); i++) {
        untied[clusters.projectionAt(c) + i * clusters.inputs() + i] = 1;
      }
    }
    return untied;
  }

  /** The gradient of tied parameters from that of the untied ones. */
  static double[] gradient(WordClusters clusters, double[] untied) {
    int[] places = places(clusters);
    double[] tied = new double[length(clusters)];
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        tied[places[i]] += untied[i];
      }
    }
    return tied;
  }

  /** Of the tied vector. */
  static int length(WordClusters clusters) {
    return (clusters.vocabulary() + clusters.count()) * (clusters.inputs() + 1);
  }
}

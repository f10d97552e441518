package io.timestep.nn.kernel;

import java.util.Arrays;
import java.util.List;

/** The softmax by the book, full or adaptive, in double precision. */
final class ReferenceSoftmaxKernel implements SoftmaxKernel {
  private final WordClusters clusters;

  ReferenceSoftmaxKernel(WordClusters clusters) {
    this.clusters = clusters;
  }

  /** The full one: a head without clusters. */
  ReferenceSoftmaxKernel(int inputs, int vocabulary) {
    this(new WordClusters(inputs, vocabulary, List.of(), 1));
  }

  @Override
  public double gradient(Floats parameters, Floats x, int[] targets, Floats gradient, Floats dx) {
    double[] exactGradient = new double[gradient.length()];
    double[] exactDx = new double[dx.length()];
    double nats = gradient(Doubles.of(parameters), Doubles.of(x), targets, exactGradient, exactDx);
    gradient.set(Doubles.toFloats(exactGradient));
    dx.set(Doubles.toFloats(exactDx));
    return nats;
  }

  /** As the interface's, in double precision; gradients are added to. */
  double gradient(double[] p, double[] x, int[] targets, double[] gradient, double[] dx) {
    int inputs = clusters.inputs();
    double nats = 0;
    for (int row = 0; row < targets.length; row++) {
      if (targets[row] == NO_TARGET) {
        continue;
      }
      double[] input = Arrays.copyOfRange(x, row * inputs, (row + 1) * inputs);
      double[] dInput = new double[inputs];
      nats += headGradient(p, input, clusters.headUnit(targets[row]), gradient, dInput);
      int cluster = clusters.of(targets[row]);
      if (cluster >= 0) {
        int word = targets[row] - clusters.first(cluster);
        nats += tailGradient(p, input, cluster, word, gradient, dInput);
      }
      for (int i = 0; i < inputs; i++) {
        dx[row * inputs + i] += dInput[i];
      }
    }
    return nats;
  }

  private double headGradient(double[] p, double[] x, int unit, double[] gradient, double[] dx) {
    return crossEntropy(p, 0, clusters.head(), x, unit, gradient, dx);
  }

  private double tailGradient(
      double[] p, double[] x, int cluster, int word, double[] gradient, double[] dx) {
    double[] projected = project(p, x, cluster);
    double[] dProjected = new double[projected.length];
    double nats =
        crossEntropy(
            p,
            clusters.tailAt(cluster),
            clusters.words(cluster),
            projected,
            word,
            gradient,
            dProjected);
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < projected.length; j++) {
        int at = clusters.projectionAt(cluster) + i * projected.length + j;
        gradient[at] += x[i] * dProjected[j];
        dx[i] += p[at] * dProjected[j];
      }
    }
    return nats;
  }

  /** −ln p of a target under softmax(W x + b), W and b beginning at {@code at}; adds gradients. */
  private static double crossEntropy(
      double[] p, int at, int units, double[] x, int target, double[] gradient, double[] dx) {
    double[] logP = logSoftmax(p, at, units, x);
    for (int v = 0; v < units; v++) {
      double d = Math.exp(logP[v]) - (v == target ? 1 : 0);
      gradient[at + x.length * units + v] += d;
      for (int i = 0; i < x.length; i++) {
        gradient[at + i * units + v] += x[i] * d;
        dx[i] += p[at + i * units + v] * d;
      }
    }
    return -logP[target];
  }

  private static double[] logSoftmax(double[] p, int at, int units, double[] x) {
    double[] logits = Arrays.copyOfRange(p, at + x.length * units, at + (x.length + 1) * units);
    for (int v = 0; v < units; v++) {
      for (int i = 0; i < x.length; i++) {
        logits[v] += x[i] * p[at + i * units + v];
      }
    }
    return logSoftmax(logits);
  }

  private static double[] logSoftmax(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - largest);
    }
    double logSum = largest + Math.log(sum);
    return Arrays.stream(logits).map(logit -> logit - logSum).toArray();
  }

  private double[] project(double[] p, double[] x, int cluster) {
    double[] projected = new double[clusters.size(cluster)];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < projected.length; j++) {
        projected[j] += x[i] * p[clusters.projectionAt(cluster) + i * projected.length + j];
      }
    }
    return projected;
  }

  @Override
  public TokenScores score(Floats parameters, Floats x, int[] targets) {
    TokenScores scores = new TokenScores(new double[targets.length], new int[targets.length]);
    for (int row = 0; row < targets.length; row++) {
      scores.ranks()[row] = -1;
      if (targets[row] != NO_TARGET) {
        double[] logP = logProbabilities(parameters, x, row);
        scores.nats()[row] = -logP[targets[row]];
        scores.ranks()[row] = rank(logP, targets[row]);
      }
    }
    return scores;
  }

  private static int rank(double[] logP, int target) {
    if (Double.isNaN(logP[target])) {
      return logP.length; // no number is no hit
    }
    int better = 0;
    for (int v = 0; v < logP.length; v++) {
      if (logP[v] > logP[target] || (logP[v] == logP[target] && v < target)) {
        better++;
      }
    }
    return better;
  }

  @Override
  public void probabilities(Floats parameters, Floats x, int rows, Floats probabilities) {
    for (int row = 0; row < rows; row++) {
      double[] p =
          Arrays.stream(logProbabilities(parameters, x, row)).map(StrictMath::exp).toArray();
      probabilities.write(
          row * clusters.vocabulary(), Doubles.toFloats(p), 0, clusters.vocabulary());
    }
  }

  @Override
  public double[] logProbabilities(Floats parameters, Floats x, int row) {
    int inputs = clusters.inputs();
    double[] p = Doubles.of(parameters);
    double[] input = Arrays.copyOfRange(Doubles.of(x), row * inputs, (row + 1) * inputs);
    double[] headLogP = logSoftmax(p, 0, clusters.head(), input);
    double[] logP = Arrays.copyOf(headLogP, clusters.vocabulary());
    for (int c = 0; c < clusters.count(); c++) {
      double[] projected = project(p, input, c);
      double[] tailLogP = logSoftmax(p, clusters.tailAt(c), clusters.words(c), projected);
      for (int w = 0; w < tailLogP.length; w++) {
        logP[clusters.first(c) + w] = headLogP[clusters.shortlist() + c] + tailLogP[w];
      }
    }
    return logP;
  }

  @Override
  public void close() {
    // all on the heap
  }
}

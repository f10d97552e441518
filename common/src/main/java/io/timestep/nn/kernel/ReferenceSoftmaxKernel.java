package io.timestep.nn.kernel;

import java.util.Arrays;
import java.util.function.IntFunction;

/** The softmax by the book, in double precision. */
final class ReferenceSoftmaxKernel implements SoftmaxKernel {
  private final int inputs;
  private final int vocabulary;

  ReferenceSoftmaxKernel(int inputs, int vocabulary) {
    this.inputs = inputs;
    this.vocabulary = vocabulary;
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
    double nats = 0;
    for (int row = 0; row < targets.length; row++) {
      if (targets[row] == NO_TARGET) {
        continue;
      }
      double[] logP = logSoftmax(logits(p, x, row));
      nats -= logP[targets[row]];
      for (int v = 0; v < vocabulary; v++) {
        double d = Math.exp(logP[v]) - (v == targets[row] ? 1 : 0);
        gradient[inputs * vocabulary + v] += d;
        for (int i = 0; i < inputs; i++) {
          gradient[i * vocabulary + v] += x[row * inputs + i] * d;
          dx[row * inputs + i] += p[i * vocabulary + v] * d;
        }
      }
    }
    return nats;
  }

  private double[] logits(double[] p, double[] x, int row) {
    double[] logits = new double[vocabulary];
    for (int v = 0; v < vocabulary; v++) {
      logits[v] = p[inputs * vocabulary + v];
      for (int i = 0; i < inputs; i++) {
        logits[v] += x[row * inputs + i] * p[i * vocabulary + v];
      }
    }
    return logits;
  }

  static double[] logSoftmax(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - largest);
    }
    double logSum = largest + Math.log(sum);
    return Arrays.stream(logits).map(logit -> logit - logSum).toArray();
  }

  @Override
  public TokenScores score(Floats parameters, Floats x, int[] targets) {
    return score(targets, row -> logProbabilities(parameters, x, row));
  }

  /**
   * @param logProbabilities of a row, [vocabulary]
   */
  static TokenScores score(int[] targets, IntFunction<double[]> logProbabilities) {
    TokenScores scores = new TokenScores(new double[targets.length], new int[targets.length]);
    for (int row = 0; row < targets.length; row++) {
      scores.ranks()[row] = -1;
      if (targets[row] != NO_TARGET) {
        double[] logP = logProbabilities.apply(row);
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
      probabilities.write(row * vocabulary, Doubles.toFloats(p), 0, vocabulary);
    }
  }

  @Override
  public double[] logProbabilities(Floats parameters, Floats x, int row) {
    return logSoftmax(logits(Doubles.of(parameters), Doubles.of(x), row));
  }

  @Override
  public void close() {
    // all on the heap
  }
}

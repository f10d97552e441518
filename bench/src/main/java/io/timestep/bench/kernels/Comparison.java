package io.timestep.bench.kernels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Programs that trained the same model in turns, by the medians of their turns.
 *
 * @param tokensPerSecond by program, the one that the others are compared with first
 * @param sgemmGflops peak of {@code dnnl_sgemm} in the same turns; NaN where none looked for it
 */
public record Comparison(
    Section section,
    Cell cell,
    ModelShape shape,
    Map<String, Double> tokensPerSecond,
    double sgemmGflops) {
  private record Model(Section section, Cell cell, ModelShape shape) {}

  /** Puts turns of the same table and model together; everything in the order of the turns. */
  public static List<Comparison> of(List<Trial> trials) {
    Map<Model, List<Trial>> groups = new LinkedHashMap<>();
    for (Trial t : trials) {
      Model model = new Model(t.section(), t.cell(), t.shape());
      groups.computeIfAbsent(model, m -> new ArrayList<>()).add(t);
    }
    List<Comparison> comparisons = new ArrayList<>();
    groups.forEach((model, turns) -> comparisons.add(of(model, turns)));
    return comparisons;
  }

  private static Comparison of(Model model, List<Trial> turns) {
    Map<String, List<Trial>> byPeer = new LinkedHashMap<>();
    for (Trial t : turns) {
      byPeer.computeIfAbsent(t.peer(), p -> new ArrayList<>()).add(t);
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    byPeer.forEach((peer, own) -> medians.put(peer, median(own, Trial::tokensPerSecond)));
    List<Trial> peaks = turns.stream().filter(t -> t.sgemmGflops() > 0).toList();
    return new Comparison(
        model.section(), model.cell(), model.shape(), medians, median(peaks, Trial::sgemmGflops));
  }

  private static double median(List<Trial> trials, ToDoubleFunction<Trial> value) {
    return Medians.median(trials.stream().mapToDouble(value).toArray());
  }

  /** The program that the others are compared with. */
  public String first() {
    return tokensPerSecond.keySet().iterator().next();
  }

  /** How many times as fast as a program the first one is. */
  public double ratio(String peer) {
    return tokensPerSecond.get(first()) / tokensPerSecond.get(peer);
  }

  /** Of a program's matrix products, 10^9 floating-point operations a second. */
  public double gflops(String peer) {
    return tokensPerSecond.get(peer) / shape.tokens() * shape.flops(cell) / 1e9;
  }

  /** That rate as a share of the peak of one core; NaN where nobody looked for it. */
  public double peakShare(String peer) {
    return gflops(peer) / sgemmGflops;
  }
}

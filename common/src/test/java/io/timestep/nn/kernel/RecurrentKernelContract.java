package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.offHeap;
import static io.timestep.nn.kernel.KernelArrays.random;
import static io.timestep.nn.kernel.KernelArrays.relativeError;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every recurrent kernel holds to. Awkward sizes: one stream, one step, one unit, odd ones.
 */
abstract class RecurrentKernelContract {
  private static final double TOLERANCE = 1e-5; // what single precision costs

  abstract RecurrentKernel kernel(CellShape shape);

  static Stream<Arguments> sizes() {
    int[][] sizes = {{1, 1, 1, 1}, {1, 5, 3, 1}, {3, 1, 2, 7}, {2, 4, 1, 8}, {4, 6, 9, 13}};
    List<Arguments> all = new ArrayList<>();
    for (CellType cell : CellType.values()) {
      for (int[] s : sizes) {
        all.add(Arguments.of(new CellShape(cell, s[2], s[3]), s[0], s[1]));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void outputsStateAndGradientsAreThoseOfTheEquations(CellShape shape, int batch, int steps) {
    Case c = new Case(shape, batch, steps);
    ReferenceCells cells = new ReferenceCells(shape, batch, steps);
    ReferenceCells.State state = new ReferenceCells.State(c.h.clone(), c.c.clone());
    double[] y = cells.forward(c.parameters, c.x, state);
    double[] gradient = new double[shape.parameters()];
    double[] dx = new double[c.x.length];
    cells.backward(c.parameters, c.x, c.dy, gradient, dx);

    Result result = c.run(kernel(shape));

    assertThat(relativeError(result.y, y)).isLessThan(TOLERANCE);
    assertThat(relativeError(Doubles.of(result.state.h()), state.h())).isLessThan(TOLERANCE);
    assertThat(relativeError(Doubles.of(result.state.c()), state.c())).isLessThan(TOLERANCE);
    assertThat(relativeError(result.gradient, gradient)).isLessThan(TOLERANCE);
    assertThat(relativeError(result.dx, dx)).isLessThan(TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void aSequenceReadInTwoPartsGivesTheSameOutputs(CellShape shape, int batch, int steps) {
    Case c = new Case(shape, batch, 2 * steps);
    double[] whole = c.run(kernel(shape)).y;

    try (RecurrentKernel kernel = kernel(shape)) {
      CellState state = new CellState(Doubles.toFloats(c.h), Doubles.toFloats(c.c));
      Floats x = offHeap(c.x);
      Floats y = offHeap(whole.length);
      long inputs = c.x.length / 2;
      long outputs = whole.length / 2;
      Floats parameters = offHeap(c.parameters);
      for (int part = 0; part < 2; part++) {
        kernel.forward(
            batch,
            steps,
            parameters,
            x.slice(part * inputs, inputs),
            state,
            y.slice(part * outputs, outputs));
      }
      assertThat(relativeError(Doubles.of(y), whole)).isLessThan(TOLERANCE);
    }
  }

  @Test
  void equalInputsGiveEqualBitsColdAndWarm() {
    CellShape shape = new CellShape(CellType.LSTM, 24, 40);
    Case c = new Case(shape, 5, 6);
    Result first = c.run(kernel(shape));
    Result last = first;
    for (int i = 0; i < 60; i++) { // long enough for the compiler to take over
      last = c.run(kernel(shape));
    }
    assertThat(last.y).isEqualTo(first.y);
    assertThat(last.gradient).isEqualTo(first.gradient);
    assertThat(last.dx).isEqualTo(first.dx);
  }

  @Test
  void oneKernelTakesChangingShapes() {
    CellShape shape = new CellShape(CellType.GRU, 4, 5);
    try (RecurrentKernel kernel = kernel(shape)) {
      for (int[] size : new int[][] {{2, 3}, {1, 1}, {4, 7}, {2, 3}}) {
        Case c = new Case(shape, size[0], size[1]);
        Result fresh = c.run(kernel(shape));
        Result reused = c.runOn(kernel);
        assertThat(reused.y).isEqualTo(fresh.y);
        assertThat(reused.gradient).isEqualTo(fresh.gradient);
      }
    }
  }

  private record Result(double[] y, CellState state, double[] gradient, double[] dx) {}

  private static final class Case {
    final int batch;
    final int steps;
    final double[] parameters;
    final double[] x;
    final double[] h;
    final double[] c;
    final double[] dy;

    Case(CellShape shape, int batch, int steps) {
      this.batch = batch;
      this.steps = steps;
      SplittableRandom random = new SplittableRandom(11);
      int n = batch * shape.hidden();
      parameters = random(random, shape.parameters(), 0.8);
      x = random(random, steps * batch * shape.inputs(), 1);
      h = random(random, n, 0.9);
      c = random(random, shape.cell() == CellType.LSTM ? n : 0, 1.5);
      dy = random(random, steps * n, 1);
    }

    Result run(RecurrentKernel kernel) {
      try (kernel) {
        return runOn(kernel);
      }
    }

    Result runOn(RecurrentKernel kernel) {
      CellState state = new CellState(Doubles.toFloats(h), Doubles.toFloats(c));
      Floats y = offHeap(dy.length);
      Floats gradient = offHeap(parameters.length);
      Floats dx = offHeap(x.length);
      Floats weights = offHeap(parameters);
      Floats inputs = offHeap(x);
      kernel.forward(batch, steps, weights, inputs, state, y);
      kernel.backward(weights, inputs, offHeap(dy), gradient, dx);
      return new Result(Doubles.of(y), state, Doubles.of(gradient), Doubles.of(dx));
    }
  }
}

package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.offHeap;
import static io.timestep.nn.kernel.KernelArrays.random;
import static io.timestep.nn.kernel.KernelArrays.relativeError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every recurrent kernel holds to. Awkward sizes: one stream, one step, one unit, odd ones.
 */
abstract class RecurrentKernelContract {
  private static final double TOLERANCE = 1e-5; // what single precision costs

  private static final Offset<Double> EXACT = Offset.offset(1e-6);
  private static final double JUNK = 3.5; // at masked steps

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
    assertEquations(c, shape, SequenceMask.NONE, c.run(kernel(shape)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void outputsStateAndGradientsAreThoseOfTheEquationsWhereStepsAreMasked(
      CellShape shape, int batch, int steps) {
    int[] present = new SplittableRandom(4).ints((long) steps * batch, 0, 2).toArray();
    Case c = new Case(shape, batch, steps);
    SequenceMask mask = SequenceMask.of(present, batch);
    assertEquations(c, shape, mask, c.run(kernel(shape), mask));
  }

  private static void assertEquations(Case c, CellShape shape, SequenceMask mask, Result result) {
    ReferenceCells cells = new ReferenceCells(shape, c.batch, c.steps, mask);
    ReferenceCells.State state = new ReferenceCells.State(c.h.clone(), c.c.clone());
    double[] y = cells.forward(c.parameters, c.x, state);
    double[] gradient = new double[shape.parameters()];
    double[] dx = new double[c.x.length];
    cells.backward(c.parameters, c.x, c.dy, gradient, dx);

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

  @ParameterizedTest
  @EnumSource(CellType.class)
  void paddingAtEitherEndChangesNothing(CellType cell) {
    CellShape shape = new CellShape(cell, 3, 5);
    Case c = new Case(shape, 1, 4);
    Result plain = c.run(kernel(shape));
    for (int before = 0; before <= 2; before++) {
      int[] present = new int[6];
      Arrays.fill(present, before, before + 4, 1);
      Result padded =
          c.padded(before, 2 - before, shape).run(kernel(shape), SequenceMask.of(present, 1));

      int after = 2 - before;
      assertThat(padded.y).containsExactly(Case.padded(plain.y, 5 * before, 5 * after, 0), EXACT);
      assertThat(padded.dx).containsExactly(Case.padded(plain.dx, 3 * before, 3 * after, 0), EXACT);
      assertThat(Doubles.of(padded.state.h())).containsExactly(Doubles.of(plain.state.h()), EXACT);
      assertThat(Doubles.of(padded.state.c())).containsExactly(Doubles.of(plain.state.c()), EXACT);
      assertThat(relativeError(padded.gradient, plain.gradient)).isLessThan(TOLERANCE);
    }
  }

  @Test
  void aMaskOfAnotherShapeIsRefused() {
    CellShape shape = new CellShape(CellType.RNN, 1, 1);
    SequenceMask mask = SequenceMask.of(new int[] {1, 0, 1}, 1);
    assertThatThrownBy(() -> new Case(shape, 1, 2).run(kernel(shape), mask))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a mask of 1 streams and 2 steps, got 1 and 3");
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

  /** Longer and shorter, with few steps and with many, as batches of a bucketed data set come. */
  @ParameterizedTest
  @EnumSource(CellType.class)
  void oneKernelTakesChangingShapes(CellType cell) {
    CellShape shape = new CellShape(cell, 4, 5);
    int[][] sizes = {
      {2, 3}, {1, 1}, {4, 7}, {2, 3}, {3, 12}, {3, 4}, {3, 2}, {3, 5}, {3, 13}, {2, 6}, {3, 12}
    };
    try (RecurrentKernel kernel = kernel(shape)) {
      for (int[] size : sizes) {
        int[] present = new SplittableRandom(4).ints((long) size[0] * size[1], 0, 2).toArray();
        for (SequenceMask mask : List.of(SequenceMask.of(present, size[0]), SequenceMask.NONE)) {
          Case c = new Case(shape, size[0], size[1]);
          Result reused = c.runOn(kernel, mask);
          assertEquations(c, shape, mask, reused);
          Result fresh = c.run(kernel(shape), mask);
          assertThat(reused.y).isEqualTo(fresh.y);
          assertThat(reused.gradient).isEqualTo(fresh.gradient);
          assertThat(reused.dx).isEqualTo(fresh.dx);
        }
      }
    }
  }

  @Test
  void aKernelThatWasClosedBeginsAnew() {
    CellShape shape = new CellShape(CellType.LSTM, 4, 5);
    Case c = new Case(shape, 3, 6);
    RecurrentKernel kernel = kernel(shape);
    Result first = c.run(kernel);
    assertThat(c.run(kernel).gradient).isEqualTo(first.gradient);
    kernel.close(); // once more does no harm
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

    private Case(Case c, int steps, double[] x, double[] dy) {
      this.batch = c.batch;
      this.steps = steps;
      this.parameters = c.parameters;
      this.x = x;
      this.h = c.h;
      this.c = c.c;
      this.dy = dy;
    }

    /** Of one stream, with steps of junk before and after. */
    Case padded(int before, int after, CellShape shape) {
      return new Case(
          this,
          before + steps + after,
          padded(x, before * shape.inputs(), after * shape.inputs(), JUNK),
          padded(dy, before * shape.hidden(), after * shape.hidden(), JUNK));
    }

    static double[] padded(double[] values, int before, int after, double filler) {
      double[] padded = new double[before + values.length + after];
      Arrays.fill(padded, filler);
      System.arraycopy(values, 0, padded, before, values.length);
      return padded;
    }

    Case(CellShape shape, int batch, int steps) {
      this.batch = batch;
      this.steps = steps;
      SplittableRandom random = new SplittableRandom(11);
      int n = batch * shape.hidden();
      parameters = random(random, shape.parameters(), 0.8);
      x = random(random, steps * batch * shape.inputs(), 1);
      h = random(random, n, 0.9);
      c = random(random, shape.cell().hasMemory() ? n : 0, 1.5);
      dy = random(random, steps * n, 1);
    }

    Result run(RecurrentKernel kernel) {
      return run(kernel, SequenceMask.NONE);
    }

    Result run(RecurrentKernel kernel, SequenceMask mask) {
      try (kernel) {
        return runOn(kernel, mask);
      }
    }

    private Result runOn(RecurrentKernel kernel, SequenceMask mask) {
      CellState state = new CellState(Doubles.toFloats(h), Doubles.toFloats(c));
      Floats y = offHeap(dy.length);
      Floats gradient = offHeap(parameters.length);
      Floats dx = offHeap(x.length);
      Floats weights = offHeap(parameters);
      Floats inputs = offHeap(x);
      kernel.forward(batch, steps, mask, weights, inputs, state, y);
      kernel.backward(weights, inputs, offHeap(dy), gradient, dx);
      return new Result(Doubles.of(y), state, Doubles.of(gradient), Doubles.of(dx));
    }
  }
}

package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.offHeap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.nn.kernel.Gemm.Op;
import io.timestep.nn.kernel.StepProduct.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepProductTest {
  private static final int OFFSET = 3;
  private static final int MANY = StepProduct.LEAST_STEPS;

  @ParameterizedTest
  @CsvSource({
    "1,PLAIN,1,1,0", "1,TRANSPOSED,5,20,0", "3,PLAIN,7,28,1", "3,TRANSPOSED,7,28,0",
    "20,PLAIN,33,132,1", "20,TRANSPOSED,33,132,0", "64,PLAIN,16,48,0", "5,TRANSPOSED,65,195,0"
  })
  void however_the_weights_are_laid_out_the_products_are_the_same(
      int batch, Op op, int rows, int columns, float beta) {
    Shape shape = new Shape(batch, op, rows, columns, beta);
    requireProducts(StepProduct.of(new OpenBlasGemm(), MANY, shape), shape);
    requireProducts(StepProduct.of(Gemm.fastest(), 1, shape), shape);
    requireProducts(StepProduct.of(Gemm.fastest(), MANY, shape), shape);
  }

  /** Twice with other weights, at two places each. */
  private static void requireProducts(StepProduct product, Shape shape) {
    try (product) {
      for (int pass = 0; pass < 2; pass++) {
        Floats weights = random(OFFSET + shape.rows() * shape.columns(), 10 + pass);
        Floats in = random(2 * shape.batch() * shape.inputs(), 20 + pass);
        Floats out = random(2 * shape.batch() * shape.outputs(), 30 + pass);
        product.take(weights, OFFSET);
        for (int step = 1; step >= 0; step--) {
          int inOffset = step * shape.batch() * shape.inputs();
          int outOffset = step * shape.batch() * shape.outputs();
          float[] expected = expected(shape, weights, in, inOffset, out, outOffset);
          product.multiply(in, inOffset, out, outOffset);
          for (int i = 0; i < expected.length; i++) {
            assertThat(out.get(outOffset + i))
                .as("element %d", i)
                .isCloseTo(expected[i], within(1e-5f));
          }
        }
      }
    }
  }

  private static float[] expected(
      Shape shape, Floats weights, Floats in, int inOffset, Floats out, int outOffset) {
    float[] expected = new float[shape.batch() * shape.outputs()];
    for (int b = 0; b < shape.batch(); b++) {
      for (int j = 0; j < shape.outputs(); j++) {
        int at = b * shape.outputs() + j;
        double sum = shape.beta() * out.get(outOffset + at);
        for (int i = 0; i < shape.inputs(); i++) {
          int row = shape.op() == Op.PLAIN ? i : j;
          int column = shape.op() == Op.PLAIN ? j : i;
          sum +=
              (double) in.get(inOffset + b * shape.inputs() + i)
                  * weights.get(OFFSET + row * shape.columns() + column);
        }
        expected[at] = (float) sum;
      }
    }
    return expected;
  }

  private static Floats random(int length, long seed) {
    Random random = new Random(seed);
    Floats floats = offHeap(length);
    for (int i = 0; i < length; i++) {
      floats.set(i, (float) random.nextGaussian() * 0.3f);
    }
    return floats;
  }

  @Test
  void what_is_overwritten_may_hold_anything() {
    Shape shape = new Shape(2, Op.TRANSPOSED, 3, 4, 0);
    Floats out = offHeap(6);
    for (int i = 0; i < 6; i++) {
      out.set(i, Float.NaN);
    }
    try (StepProduct product = StepProduct.of(Gemm.fastest(), MANY, shape)) {
      product.take(random(12, 1), 0);
      product.multiply(random(8, 2), 0, out, 0);
    }
    assertThat(out.toArray()).doesNotContain(Float.NaN);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1})
  void closing_frees_every_native_object(float beta) {
    Shape shape = new Shape(3, Op.PLAIN, 7, 28, beta);
    StepProduct.of(Gemm.fastest(), MANY, shape).close(); // the first one loads classes
    long before = Pointer.totalCount();
    List<StepProduct> reachable = new ArrayList<>(); // so that the collector frees none
    for (int i = 0; i < 20; i++) {
      StepProduct product = StepProduct.of(Gemm.fastest(), MANY, shape);
      product.close();
      product.close(); // twice does no harm
      reachable.add(product);
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    assertThat(reachable).hasSize(20);
  }

  /** As a pool does with networks that it lends to one thread after the other. */
  @Test
  void closing_on_another_thread_leaves_the_products_of_that_thread_whole() throws Exception {
    Shape shape = new Shape(20, Op.TRANSPOSED, 33, 132, 0);
    StepProduct others = StepProduct.of(Gemm.fastest(), MANY, shape);
    others.take(random(33 * 132, 1), 0);
    List<Throwable> failures = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              StepProduct own = StepProduct.of(Gemm.fastest(), MANY, shape);
              others.close();
              requireProducts(own, shape);
            });
    thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
    thread.start();
    thread.join();
    assertThat(failures).isEmpty();
  }
}

package io.timestep.nn.kernel;

import static io.timestep.nn.kernel.KernelArrays.offHeap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FastSoftmaxKernelTest extends SoftmaxKernelContract {
  @Override
  SoftmaxKernel kernel(int inputs, int vocabulary) {
    return SoftmaxKernel.fast(inputs, vocabulary);
  }

  @Test
  void a_batch_that_memory_has_no_room_for_leaves_a_kernel_that_takes_smaller_ones() {
    int inputs = 1 << 20;
    try (SoftmaxKernel kernel = kernel(inputs, 2)) {
      Floats parameters = offHeap((inputs + 1) * 2);
      parameters.zero();
      Floats x = offHeap(inputs);
      x.zero();
      int[] tooMany = new int[1 << 20]; // 4 TB of inputs

      assertThatThrownBy(() -> kernel.score(parameters, x, tooMany))
          .isInstanceOf(OutOfMemoryError.class);

      assertThat(kernel.score(parameters, x, new int[] {1}).nats()[0])
          .isCloseTo(Math.log(2), within(1e-6));
    }
  }
}

package io.timestep.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.bench.kernels.ReferenceRun.StepResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceRunTest {
  private static final StepResult FIRST = new StepResult(8, 0.5);
  private static final ReferenceRun RUN =
      new ReferenceRun(
          Cell.GRU,
          new ModelShape(2, 3, 4, 5),
          Map.of("0_W", new float[] {1.5f, -2, Float.MIN_VALUE}),
          List.of(FIRST, new StepResult(7, 0.25)));

  @TempDir private Path folder;

  @Test
  void is_read_as_it_was_written() throws IOException {
    Path file = folder.resolve("run");
    RUN.write(file);

    ReferenceRun read = ReferenceRun.read(file);

    assertThat(read.cell()).isEqualTo(Cell.GRU);
    assertThat(read.shape()).isEqualTo(RUN.shape());
    assertThat(read.parameters().get("0_W")).containsExactly(1.5f, -2, Float.MIN_VALUE);
    assertThat(read.steps()).isEqualTo(RUN.steps());
  }

  @Test
  void the_difference_is_the_greatest_of_all_losses_and_norms() {
    assertThat(RUN.difference(List.of(FIRST, new StepResult(7, 0.2)))) // 0.05 of 0.25
        .isEqualTo(0.2, Offset.offset(1e-12));
    assertThat(RUN.difference(List.of(new StepResult(10, 0.5), new StepResult(7, 0.25))))
        .isEqualTo(0.2, Offset.offset(1e-12));
    assertThat(RUN.difference(RUN.steps())).isZero();
  }

  @Test
  void what_cannot_be_compared_is_as_different_as_can_be() {
    assertThat(RUN.difference(List.of(FIRST))).isInfinite();
    assertThat(RUN.difference(List.of(FIRST, new StepResult(7, Double.NaN)))).isInfinite();
  }
}

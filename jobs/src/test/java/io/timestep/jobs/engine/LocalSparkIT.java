package io.timestep.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalSparkIT {
  @Test
  void runsWithTheCoresAskedForAndComesBack() {
    assertThat(LocalSpark.context().sparkContext().defaultParallelism()).isEqualTo(2);
    int cores = LocalSpark.withCores(1, context -> context.sparkContext().defaultParallelism());
    assertThat(cores).isEqualTo(1);
    assertThat(LocalSpark.context().spark().range(10).count()).isEqualTo(10);
  }
}

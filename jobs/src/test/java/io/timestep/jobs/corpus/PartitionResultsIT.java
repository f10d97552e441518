package io.timestep.jobs.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.util.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;

class PartitionResultsIT {
  private final JobContext context = LocalSpark.context();

  @Test
  void aPartitionComputedTwiceCountsOnce() {
    List<Long> progress = new ArrayList<>();
    Progress.Task task = (done, detail) -> progress.add(done);
    PartitionResults<Integer> sums =
        PartitionResults.register(context.sparkContext(), "sums", task);
    JavaRDD<Integer> numbers =
        context
            .sparkContext()
            .parallelize(IntStream.rangeClosed(1, 100).boxed().toList(), 4)
            .mapPartitions(
                it -> {
                  int sum = 0;
                  while (it.hasNext()) {
                    sum += it.next();
                  }
                  sums.add(sum);
                  return List.of(sum).iterator();
                });
    assertThat(numbers.count()).isEqualTo(4);
    assertThat(numbers.count()).isEqualTo(4);
    assertThat(sums.fold(0, Integer::sum)).isEqualTo(5050);
    assertThat(sums.value()).isEqualTo(4);
    assertThat(progress).startsWith(1L, 2L, 3L, 4L).last().isEqualTo(4L);
  }
}

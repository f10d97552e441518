package io.timestep.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.util.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StageProgressIT {
  /** Each look at the clock finds it so many milliseconds later: jobs seem to take long. */
  private static final long STEP_MILLIS = 3_000;

  private final AtomicLong nowMillis = new AtomicLong();
  private final StringWriter err = new StringWriter();
  private final JobContext context = LocalSpark.context();
  private final SparkContext spark = context.spark().sparkContext();
  private ConsoleProgress progress;
  private StageProgress listener;

  @BeforeEach
  void listen() {
    progress =
        new ConsoleProgress(
            new PrintWriter(err),
            ConsoleProgress.Style.PLAIN,
            () -> nowMillis.addAndGet(STEP_MILLIS));
    listener = new StageProgress(progress, () -> nowMillis.addAndGet(STEP_MILLIS));
    spark.addSparkListener(listener);
  }

  @AfterEach
  void stopListening() {
    spark.removeSparkListener(listener);
  }

  /** Four tasks; returns when the listener has heard of all of them. */
  private void job(String description) throws Exception {
    spark.setJobDescription(description);
    try {
      assertThat(context.sparkContext().parallelize(List.of(1, 2, 3, 4), 4).count()).isEqualTo(4);
    } finally {
      spark.clearJobGroup();
    }
    spark.listenerBus().waitUntilEmpty();
  }

  @Test
  void aLongJobIsShownUnderItsDescription() throws Exception {
    job("count the numbers");

    assertThat(err.toString().lines().findFirst()).contains("count the numbers: 4 tasks");
    assertThat(err.toString().lines().reduce((first, last) -> last).orElseThrow())
        .startsWith("count the numbers: 4 tasks in ");
    assertThat(progress.isBusy()).isFalse();
  }

  @Test
  void aJobWithoutADescriptionIsNotShown() throws Exception {
    job(null);

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aJobThatShowsItsOwnProgressIsNotShownTwice() throws Exception {
    try (Progress.Task task = progress.start("mine", 4, "numbers")) {
      job("count the numbers");
      task.update(4, "");
    }

    assertThat(err.toString()).doesNotContain("count the numbers");
  }
}

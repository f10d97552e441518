package io.timestep.jobs.engine;

import io.timestep.util.Progress;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.collection.JavaConverters;

/**
 * Shows how many tasks of a Spark job are done, under the description that the job's code gave it.
 * Jobs that end soon, have no description, or run while their code shows its own progress, are not
 * shown.
 */
public final class StageProgress extends SparkListener {
  private static final long PATIENCE_MILLIS = 2_000;
  private static final String DESCRIPTION = "spark.job.description";

  private final ConsoleProgress progress;
  private final LongSupplier clockMillis;
  private final Map<Integer, Job> jobsByStage = new HashMap<>();
  private Job shown;

  public StageProgress(ConsoleProgress progress, LongSupplier clockMillis) {
    this.progress = progress;
    this.clockMillis = clockMillis;
  }

  /** A Spark job under way. */
  private static final class Job {
    private final int id;
    private final String description;
    private final long tasks;
    private final long startMillis;
    private long done;
    private Progress.Task task;

    Job(int id, String description, long tasks, long startMillis) {
      this.id = id;
      this.description = description;
      this.tasks = tasks;
      this.startMillis = startMillis;
    }
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    Properties properties = start.properties();
    String description = properties == null ? null : properties.getProperty(DESCRIPTION);
    if (description == null) {
      return;
    }
    var stages = JavaConverters.seqAsJavaList(start.stageInfos());
    long tasks = stages.stream().mapToLong(stage -> stage.numTasks()).sum();
    Job job = new Job(start.jobId(), description, tasks, clockMillis.getAsLong());
    stages.forEach(stage -> jobsByStage.put(stage.stageId(), job));
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    Job job = jobsByStage.get(end.stageId());
    if (job == null || !end.taskInfo().successful()) {
      return;
    }
    job.done++;
    boolean longEnough = clockMillis.getAsLong() - job.startMillis >= PATIENCE_MILLIS;
    if (job.task == null && shown == null && longEnough && !progress.isBusy()) {
      shown = job;
      job.task = progress.start(job.description, job.tasks, "tasks");
    }
    if (job.task != null) {
      job.task.update(job.done, "");
    }
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd end) {
    jobsByStage.values().removeIf(job -> job.id == end.jobId());
    if (shown != null && shown.id == end.jobId()) {
      shown.task.close();
      shown = null;
    }
  }
}

package io.timestep.jobs.corpus;

import io.timestep.util.Progress;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BinaryOperator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * One result of each partition, brought back beside the rows that a stage writes or shuffles. A
 * partition that is computed twice (a lost executor, speculation) puts the same value in its place,
 * so that nothing is counted twice as with a plain accumulator. Merged in partition order.
 *
 * @param <T> of each partition; not changed after it was added
 */
public final class PartitionResults<T extends Serializable> extends AccumulatorV2<T, Integer> {
  private static final long serialVersionUID = 1L;

  private final Map<Integer, T> results = new ConcurrentSkipListMap<>();
  private transient Progress.Task progress = Progress.Task.NONE;

  /**
   * Registers a new one.
   *
   * @param progress is told how many partitions are done
   */
  public static <T extends Serializable> PartitionResults<T> register(
      JavaSparkContext context, String name, Progress.Task progress) {
    PartitionResults<T> results = new PartitionResults<>();
    results.progress = progress;
    context.sc().register(results, name);
    return results;
  }

  /** Adds the running task's result; once in a task, at its end. */
  @Override
  public void add(T result) {
    results.put(TaskContext.getPartitionId(), result);
  }

  /** All results put together, in the order of the partitions. */
  public T fold(T zero, BinaryOperator<T> merge) {
    return List.copyOf(results.values()).stream().reduce(zero, merge);
  }

  @Override
  public void merge(AccumulatorV2<T, Integer> other) {
    results.putAll(((PartitionResults<T>) other).results);
    if (progress != null) {
      progress.update(results.size(), "");
    }
  }

  /**
   * How many partitions have come back. The results themselves are not for Spark to see: its status
   * page makes text of a value after each task, from another thread.
   */
  @Override
  public Integer value() {
    return results.size();
  }

  @Override
  public boolean isZero() {
    return results.isEmpty();
  }

  @Override
  public void reset() {
    results.clear();
  }

  @Override
  public AccumulatorV2<T, Integer> copy() {
    PartitionResults<T> copy = new PartitionResults<>();
    copy.results.putAll(results);
    return copy;
  }
}

package io.timestep.jobs.ngram;

import io.timestep.util.Store;
import java.util.function.Function;
import org.apache.spark.TaskContext;

/**
 * Files that a task writes: they appear under their names when they are whole. A task may be tried
 * again while an earlier attempt still writes, on an executor that is taken for lost or by
 * speculation, and neither may cut off what the other has written. All attempts write the same
 * bytes, so that the first stays.
 */
final class Attempt {
  private static final String PREFIX = "_attempt-";

  private Attempt() {}

  /**
   * Writes files.
   *
   * @param folder where they appear
   * @param work writes them into the folder that it is given, which is beside them
   */
  static <R> R write(Store store, String folder, Function<String, R> work) {
    TaskContext task = TaskContext.get();
    String attempt = "%s/%s%d".formatted(folder, PREFIX, task == null ? 0 : task.taskAttemptId());
    try {
      R result = work.apply(attempt);
      for (String name : store.list(attempt)) {
        String file = folder + "/" + name;
        if (!store.exists(file)) {
          store.rename(attempt + "/" + name, file);
        }
      }
      return result;
    } finally {
      store.delete(attempt);
    }
  }

  /** Deletes what attempts have left whose executor was lost; when all files are there. */
  static void deleteLost(Store store, String folder) {
    for (String name : store.list(folder)) {
      if (name.startsWith(PREFIX)) {
        store.delete(folder + "/" + name);
      }
    }
  }
}

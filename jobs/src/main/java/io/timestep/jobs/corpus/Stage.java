package io.timestep.jobs.corpus;

import io.timestep.jobs.engine.JobContext;
import io.timestep.util.Progress;
import io.timestep.util.UserException;
import java.util.function.Function;

/** A stage of a job: named in the Spark UI, with progress, its users' errors found again. */
public final class Stage {
  private Stage() {}

  /**
   * Runs a stage.
   *
   * @param name e.g. {@code "tokenize: count words"}
   * @param partitions how many parts the work has; 0: not known, its Spark jobs show their own
   *     tasks
   * @throws UserException if a task threw one
   */
  public static <R> R run(
      JobContext context, String name, int partitions, Function<Progress.Task, R> work) {
    context.describe(name);
    Progress shown = partitions == 0 ? Progress.NONE : context.progress();
    try (Progress.Task progress = shown.start(name, partitions, "parts")) {
      return work.apply(progress);
    } catch (Exception e) { // Spark throws a checked exception that it does not declare
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof UserException user) {
          throw user;
        }
      }
      throw e;
    }
  }
}

package io.timestep.jobs.ngram;

import io.timestep.ngram.estimate.MemoryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan as its user reads it. */
final class PlanNotes {
  private PlanNotes() {}

  /**
   * Lines.
   *
   * @param command in front of each
   */
  static List<String> of(String command, MemoryPlan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d partitions of at most %,d N-grams; heap of a task up to %s, of which each can "
                + "count on %s; words %s",
            command,
            plan.partitions(),
            plan.largestPartition(),
            bytes(plan.taskBytes()),
            bytes(plan.taskLimitBytes()),
            bytes(plan.wordBytes())));
    lines.add(
        "%s: disk up to %s between the stages, %s of ARPA, %s of binary model"
            .formatted(
                command,
                bytes(plan.temporaryBytes()),
                bytes(plan.arpaBytes()),
                bytes(plan.binaryBytes())));
    if (!plan.fits()) {
      lines.add(
          command
              + ": memory may not suffice. More of it: TIMESTEP_HEAP=8g, on a cluster"
              + " --executor-memory 8g; or fewer tasks at once: --conf spark.task.cpus=2");
    }
    return lines;
  }

  /** {@code 0.4 MB}, {@code 25 MB} or {@code 1.3 GB}. */
  static String bytes(long bytes) {
    double megabytes = bytes / 1e6;
    if (megabytes >= 1000) {
      return String.format(Locale.ROOT, "%,.1f GB", megabytes / 1000);
    }
    return String.format(Locale.ROOT, megabytes < 10 ? "%.1f MB" : "%.0f MB", megabytes);
  }
}

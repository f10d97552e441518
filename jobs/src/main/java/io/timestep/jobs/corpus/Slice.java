package io.timestep.jobs.corpus;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A part of a file: the lines that begin in {@code [start, end)}.
 *
 * @param file index of the file in the sorted input
 * @param start first byte
 * @param end byte after the last; of a compressed file, {@link Long#MAX_VALUE}
 */
record Slice(int file, String path, long start, long end) implements Serializable {
  /** Stored bytes for a task: small enough that a small corpus occupies several cores. */
  static final long TASK_BYTES = 2L << 20;

  /** More tasks than this would cost more than they help: a task's share grows instead. */
  static final int MAX_TASKS = 2000;

  /**
   * Deals files out to tasks, in order. Large files are cut, small ones share a task. The plan
   * depends on the files alone, not on the cluster, so outputs have the same parts everywhere.
   *
   * @param compressed files that can only be read from their beginning
   * @return slices of each task
   */
  static List<List<Slice>> plan(List<CorpusFile> files, Predicate<CorpusFile> compressed) {
    long total = files.stream().mapToLong(CorpusFile::length).sum();
    long share = Math.max(TASK_BYTES, (total + MAX_TASKS - 1) / MAX_TASKS);
    List<List<Slice>> tasks = new ArrayList<>();
    List<Slice> task = new ArrayList<>();
    long room = share;
    for (int i = 0; i < files.size(); i++) {
      CorpusFile file = files.get(i);
      boolean whole = compressed.test(file);
      for (long start = 0; start < file.length(); ) {
        long end = whole ? file.length() : Math.min(file.length(), start + room);
        task.add(new Slice(i, file.path(), start, whole ? Long.MAX_VALUE : end));
        room -= end - start;
        start = end;
        if (room <= 0) {
          tasks.add(task);
          task = new ArrayList<>();
          room = share;
        }
      }
    }
    if (!task.isEmpty()) {
      tasks.add(task);
    }
    return tasks;
  }
}

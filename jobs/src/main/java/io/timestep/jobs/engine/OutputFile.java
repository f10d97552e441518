package io.timestep.jobs.engine;

import io.timestep.util.Store;
import java.util.UUID;
import java.util.function.Function;

/** A file that appears whole or not at all: written beside its place, then renamed. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Writes a file, which is replaced if it exists.
   *
   * @param work writes the file it is given and returns the result
   */
  public static <R> R write(Store store, String file, Function<String, R> work) {
    String staging = "%s.part-%s".formatted(file, UUID.randomUUID().toString().substring(0, 8));
    OutputFolder.beginStaging(store, staging);
    try {
      R result = work.apply(staging);
      store.delete(file);
      store.rename(staging, file);
      return result;
    } finally {
      OutputFolder.endStaging(store, staging);
    }
  }
}

package io.timestep.jobs.engine;

import io.timestep.util.Store;
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
    try (Staging staging = Staging.beside(store, file)) {
      R result = work.apply(staging.path());
      staging.putInPlace();
      return result;
    }
  }
}

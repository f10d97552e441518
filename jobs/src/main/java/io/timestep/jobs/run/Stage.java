package io.timestep.jobs.run;

import io.timestep.jobs.engine.OutputFolder.Kind;
import java.util.List;
import java.util.function.Function;

/**
 * A step of a pipeline.
 *
 * @param name also its folder's
 * @param kind of its folder
 * @param after names of the stages whose output it reads; they stand before it
 * @param basis all else that decides its result, as text: settings, input files
 * @param work writes into the folder it is given and returns the result
 * @param clearing what is left to do when the folder is in its place; not if the stage is skipped
 */
public record Stage(
    String name,
    Kind kind,
    List<String> after,
    String basis,
    Function<String, Object> work,
    Runnable clearing) {
  public Stage {
    after = List.copyOf(after);
  }

  /** One that leaves nothing to do. */
  public Stage(
      String name, Kind kind, List<String> after, String basis, Function<String, Object> work) {
    this(name, kind, after, basis, work, () -> {});
  }
}

package io.timestep.jobs.engine;

import io.timestep.util.Json;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A job's output: it appears whole or not at all. The job writes into a folder beside the final
 * one, which is renamed when all is done and deleted when anything fails; a folder that is replaced
 * stays where it is until then. A finished folder holds {@value #METRICS} (the job's result) and
 * the marker {@value #MARKER}.
 */
public final class OutputFolder {
  public static final String MARKER = "_SUCCESS";
  public static final String METRICS = "metrics.json";

  /** Format of the folders this version writes; a reader refuses newer ones. */
  public static final int FORMAT = 1;

  /** Written at once, so that a folder that cannot be written ends the job before its work. */
  private static final String UNFINISHED = "_UNFINISHED";

  /** What a finished folder holds. */
  public enum Kind {
    CORPUS("sample"),
    STATS("stats"),
    SEQUENCES("tokenize"),
    MODEL("train"),
    NGRAM_MODEL("ngram train"),
    EVALUATION("evaluate"),
    TEXT("generate"),
    REPORT("report");

    private final String command;

    Kind(String command) {
      this.command = command;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whether a folder that exists may be replaced. */
  public enum Existing {
    REFUSE,
    REPLACE
  }

  /** The marker's content. */
  record Marker(String kind, int format) {}

  private OutputFolder() {}

  /**
   * Writes a folder.
   *
   * @param output the final folder
   * @param work writes into the folder it is given and returns the result, which is written as
   *     {@value #METRICS}
   * @throws UserException if {@code output} exists, is not empty and may not be replaced: only a
   *     folder of the same kind may
   */
  public static <R> R write(
      Store store, String output, Kind kind, Existing existing, Function<String, R> work) {
    String folder = output.endsWith("/") ? output.substring(0, output.length() - 1) : output;
    refuseExisting(store, folder, kind, existing);
    try (Staging staging = Staging.beside(store, folder)) {
      store.writeString(staging.path() + "/" + UNFINISHED, "");
      R result = work.apply(staging.path());
      store.writeString(staging.path() + "/" + METRICS, Json.pretty(result));
      store.delete(staging.path() + "/" + UNFINISHED);
      store.writeString(
          staging.path() + "/" + MARKER, Json.line(new Marker(kind.toString(), FORMAT)) + "\n");
      refuseExisting(store, folder, kind, existing); // others may have written in the meantime
      staging.putInPlace();
      return result;
    }
  }

  /**
   * Deletes what an interrupted process leaves half-written; called when it shuts down. What is
   * being put in its place at this moment stays.
   *
   * @return what the user has to know of what is left, a line each
   */
  public static List<String> deleteUnfinished() {
    return Staging.giveUpAll();
  }

  /** Outputs of this process that are whole and in their place, in this order. */
  public static List<String> finished() {
    return Staging.placed();
  }

  /**
   * Checked before any work, so that a long job does not fail at its end. Even where replacing is
   * allowed, only a folder that this program wrote, and of the same kind, is replaced: by a slip
   * neither a home folder nor the model that is evaluated.
   */
  private static void refuseExisting(Store store, String folder, Kind kind, Existing existing) {
    if (!store.exists(folder)) {
      return;
    }
    if (!store.isFolder(folder)) {
      throw new UserException(
          "%s: is a file; --output must name a folder that does not exist yet".formatted(folder));
    }
    if (store.list(folder).isEmpty()) {
      return;
    }
    if (existing == Existing.REFUSE) {
      throw new UserException(
          "%s: exists already; choose another --output or add --overwrite".formatted(folder));
    }
    String found =
        marker(store, folder)
            .orElseThrow(
                () ->
                    new UserException(
                        "%s: was not written by Timestep, so --overwrite leaves it alone; choose another --output"
                            .formatted(folder)))
            .kind();
    if (!found.equals(kind.toString())) {
      throw new UserException(
          "%s: is a %s folder%s; --overwrite replaces only the same kind, here %s; choose another --output, or delete it first"
              .formatted(folder, found, writtenBy(found), kind));
    }
  }

  /**
   * Checks that a folder was written whole, is of the kind asked for and of a format this version
   * reads.
   *
   * @throws UserException if not
   */
  public static void require(Store store, String folder, Kind kind) {
    String expected = "expected a %s folder, as %s writes it".formatted(kind, kind.command);
    if (!store.exists(folder)) {
      throw new UserException("%s: no such folder; %s".formatted(folder, expected));
    }
    Marker marker =
        marker(store, folder)
            .orElseThrow(
                () ->
                    new UserException(
                        "%s: is no %s folder (%s does not say so); %s"
                            .formatted(folder, kind, MARKER, expected)));
    if (!marker.kind().equals(kind.toString())) {
      throw new UserException(
          "%s: is a %s folder%s; %s"
              .formatted(folder, marker.kind(), writtenBy(marker.kind()), expected));
    }
    if (marker.format() > FORMAT) {
      throw new UserException(
          "%s: written in format %d, this version reads up to %d; use a newer Timestep"
              .formatted(folder, marker.format(), FORMAT));
    }
  }

  /** Empty for a kind that a newer version may have. */
  private static String writtenBy(String kind) {
    return Arrays.stream(Kind.values())
        .filter(k -> k.toString().equals(kind))
        .map(k -> " of " + k.command)
        .findFirst()
        .orElse("");
  }

  /** Whether a folder was written whole by this program and holds what is asked for. */
  public static boolean isOfKind(Store store, String folder, Kind kind) {
    return marker(store, folder)
        .filter(marker -> kind.toString().equals(marker.kind()))
        .isPresent();
  }

  /** The marker of a folder that was written whole; Hadoop's own markers are empty files. */
  private static Optional<Marker> marker(Store store, String folder) {
    String marker = folder + "/" + MARKER;
    if (!store.exists(marker)) {
      return Optional.empty();
    }
    String text = store.readString(marker);
    return text.startsWith("{")
        ? Optional.of(Json.parse(text, Marker.class, marker))
        : Optional.empty();
  }
}

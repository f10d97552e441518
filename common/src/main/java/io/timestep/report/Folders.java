package io.timestep.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.util.Json;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the result folders under the paths that a user gives, and names them. */
final class Folders {
  private static final String MARKER = "_SUCCESS";

  /** Format of the folders this version reads. */
  private static final int FORMAT = 1;

  /**
   * A folder that a job wrote whole.
   *
   * @param kind as its marker says: "stats", "model", ...
   */
  record Folder(String path, String kind) {}

  private Folders() {}

  /**
   * The folders themselves, or those right under them (the output of {@code run}).
   *
   * @throws UserException for a path that is no result and holds none, or is of a newer format
   */
  static List<Folder> find(Store store, List<String> runs) {
    Set<Folder> found = new LinkedHashSet<>();
    List<String> problems = new ArrayList<>();
    for (String run : runs) {
      List<Folder> folders = under(store, strip(run));
      found.addAll(folders);
      if (folders.isEmpty()) {
        problems.add(
            ("%s: %s; --runs expects what stats, tokenize, train, evaluate, generate or run"
                    + " wrote to their --output")
                .formatted(
                    run,
                    store.exists(run)
                        ? "is no result folder and holds none (no %s marker)".formatted(MARKER)
                        : "no such folder"));
      }
    }
    if (!problems.isEmpty()) {
      throw UserException.of(problems);
    }
    return List.copyOf(found);
  }

  private static List<Folder> under(Store store, String path) {
    Optional<Folder> itself = read(store, path);
    return itself.isPresent()
        ? List.of(itself.get())
        : store.list(path).stream()
            .flatMap(name -> read(store, path + "/" + name).stream())
            .toList();
  }

  private static Optional<Folder> read(Store store, String path) {
    String marker = path + "/" + MARKER;
    if (!store.isFolder(path) || !store.exists(marker)) {
      return Optional.empty();
    }
    String text = store.readString(marker);
    if (text.isBlank()) {
      return Optional.empty(); // Spark marks its own folders so
    }
    JsonNode json = Json.parse(text, marker);
    int format = json.path("format").asInt();
    if (format > FORMAT) {
      throw new UserException(
          "%s: written in format %d, this version reads up to %d; use a newer Timestep"
              .formatted(path, format, FORMAT));
    }
    return Optional.of(new Folder(path, json.path("kind").asText()));
  }

  /** The shortest end of a path that none of the others ends with. */
  static String shortName(String path, List<Folder> all) {
    String rest = parent(path);
    String name = last(path);
    while (isShared(name, all) && !rest.isEmpty()) {
      name = last(rest) + "/" + name;
      rest = parent(rest);
    }
    return name;
  }

  private static boolean isShared(String name, List<Folder> all) {
    return all.stream().filter(f -> ("/" + f.path()).endsWith("/" + name)).count() > 1;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The folder above, or empty. */
  static String parent(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  /** Whether two paths lead to one folder, as far as their text tells. */
  static boolean same(String path, String other) {
    return !path.isEmpty() && plain(path).equals(plain(other));
  }

  private static String plain(String path) {
    return strip(path).replaceFirst("^file:/*", "/").replaceFirst("^\\./", "");
  }

  private static String strip(String path) {
    return path.length() > 1 ? path.replaceFirst("/+$", "") : path;
  }
}

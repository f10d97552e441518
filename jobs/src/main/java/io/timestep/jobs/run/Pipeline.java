package io.timestep.jobs.run;

import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.util.Json;
import io.timestep.util.Seeds;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs stages in order, each into a folder of its name. A stage is skipped if its folder was made
 * whole from the same settings and inputs; its fingerprint covers those of the stages it reads.
 */
public final class Pipeline {
  /** Marks the folder of a pipeline. */
  private static final String MARKER = "run.json";

  /** The marker's content. */
  record Marker(String kind, int format) {}

  private final Store store;
  private final String root;
  private final Existing existing;
  private final Consumer<String> tell;

  /**
   * @param root holds the stages' folders
   * @param existing with {@code REPLACE} every stage runs again
   * @param tell takes a line when a stage begins or is skipped
   */
  public Pipeline(Store store, String root, Existing existing, Consumer<String> tell) {
    this.store = store;
    this.root = root;
    this.existing = existing;
    this.tell = tell;
  }

  /**
   * Runs the stages that have to.
   *
   * @throws UserException if the folder holds something else, or a stage throws it
   */
  public List<StageResult> run(List<Stage> stages) {
    boolean claimed = claim();
    try {
      return runClaimed(stages);
    } finally {
      if (claimed && store.list(root).equals(List.of(MARKER))) {
        store.delete(root); // no stage came to its end: nothing was written
      }
    }
  }

  private List<StageResult> runClaimed(List<Stage> stages) {
    Map<String, String> fingerprints = new LinkedHashMap<>();
    List<StageResult> results = new ArrayList<>();
    for (Stage stage : stages) {
      String fingerprint = fingerprint(stage, fingerprints);
      fingerprints.put(stage.name(), fingerprint);
      Optional<StageResult> earlier =
          existing == Existing.REPLACE ? Optional.empty() : earlier(stage, fingerprint);
      results.add(earlier.orElseGet(() -> execute(stage, fingerprint)));
    }
    return List.copyOf(results);
  }

  /** Where a stage's output is. */
  public static String folder(String root, String stage) {
    return root + "/" + stage;
  }

  /**
   * A folder with other things in it is not touched.
   *
   * @return whether the folder is new
   */
  private boolean claim() {
    String marker = root + "/" + MARKER;
    if (store.exists(marker)) {
      return false;
    }
    if (store.exists(root) && (!store.isFolder(root) || !store.list(root).isEmpty())) {
      throw new UserException(
          "%s: holds something else than the output of run; choose another --output"
              .formatted(root));
    }
    store.writeString(marker, Json.line(new Marker("run", OutputFolder.FORMAT)) + "\n");
    return true;
  }

  private static String fingerprint(Stage stage, Map<String, String> fingerprints) {
    List<String> parts = new ArrayList<>();
    parts.add("format %d".formatted(OutputFolder.FORMAT));
    parts.add(stage.name());
    parts.add(stage.basis());
    for (String before : stage.after()) {
      if (!fingerprints.containsKey(before)) {
        throw new IllegalArgumentException(
            "Stage %s reads %s, which does not stand before it".formatted(stage.name(), before));
      }
      parts.add(before + " " + fingerprints.get(before));
    }
    byte[] text = String.join("\0", parts).getBytes(StandardCharsets.UTF_8);
    return "%016x".formatted(Seeds.hash(text));
  }

  private Optional<StageResult> earlier(Stage stage, String fingerprint) {
    String folder = folder(root, stage.name());
    String file = folder + "/" + StageRecord.FILE;
    if (!OutputFolder.isOfKind(store, folder, stage.kind()) || !store.exists(file)) {
      return Optional.empty();
    }
    StageRecord record = Json.parse(store.readString(file), StageRecord.class, file);
    if (!record.fingerprint().equals(fingerprint)) {
      return Optional.empty();
    }
    tell.accept("%s: unchanged, skipped".formatted(stage.name()));
    String metrics = folder + "/" + OutputFolder.METRICS;
    return Optional.of(
        new StageResult(
            stage.name(), true, record.seconds(), Json.parse(store.readString(metrics), metrics)));
  }

  private StageResult execute(Stage stage, String fingerprint) {
    tell.accept("%s: running".formatted(stage.name()));
    long start = System.nanoTime();
    String folder = folder(root, stage.name());
    OutputFolder.write(
        store,
        folder,
        stage.kind(),
        Existing.REPLACE,
        staging -> {
          Object result = stage.work().apply(staging);
          StageRecord record = new StageRecord(stage.name(), fingerprint, secondsSince(start));
          store.writeString(staging + "/" + StageRecord.FILE, Json.pretty(record));
          return result;
        });
    stage.clearing().run();
    String metrics = folder + "/" + OutputFolder.METRICS;
    return new StageResult(
        stage.name(), false, secondsSince(start), Json.parse(store.readString(metrics), metrics));
  }

  private static double secondsSince(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}

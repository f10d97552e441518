package io.timestep.jobs.train;

import io.timestep.train.TrainState;
import io.timestep.train.checkpoint.Checkpoint;
import io.timestep.train.checkpoint.CheckpointFile;
import io.timestep.train.checkpoint.DamagedCheckpointException;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.ChecksumException;

/**
 * The checkpoints of one training, a file each, {@code round-000120.checkpoint}. A file gets its
 * name when all of it is written; where a store has no atomic renaming, its checksum tells. Nothing
 * else in the folder is ever touched.
 */
final class CheckpointFolder {
  private static final Pattern WHOLE = Pattern.compile("round-(\\d{6,9})\\.checkpoint");

  /** What a process leaves that ends while it writes. */
  private static final Pattern PART = Pattern.compile(WHOLE.pattern() + "\\.part-[0-9a-f]{8}");

  private static final int BUFFER = 1 << 16;

  /** How the training of this process can go on from the last checkpoint written or read. */
  private static final AtomicReference<String> WAY_ON = new AtomicReference<>();

  private final Store store;
  private final String folder;
  private final String toGoOn;
  private final int keep;
  private final Consumer<String> tell;

  /**
   * Rounds whose files this process has read or written, or that are older than one it has read.
   */
  private final TreeSet<Integer> good = new TreeSet<>();

  /**
   * @param keep how many of the newest are kept, beside that of the best epoch
   * @param tell takes what the user should know and training does not end for, a line each
   */
  CheckpointFolder(Store store, CheckpointPlace place, int keep, Consumer<String> tell) {
    this.store = store;
    this.folder = place.folder();
    this.toGoOn = place.toGoOn();
    this.keep = keep;
    this.tell = tell;
  }

  boolean isEmpty() {
    return files().isEmpty();
  }

  /** A round's file. */
  String path(int round) {
    return "%s/round-%06d.checkpoint".formatted(folder, round);
  }

  /**
   * The newest checkpoint that is whole; empty if there is none at all. Tells of each that is
   * damaged.
   *
   * @throws UserException if all are damaged, or another version wrote the newest
   * @throws UncheckedIOException if one cannot be read: it may be whole
   */
  Optional<Checkpoint> newestWhole() {
    List<Integer> rounds = new ArrayList<>(files().keySet());
    rounds.sort(Comparator.reverseOrder());
    for (int round : rounds) {
      Optional<Checkpoint> checkpoint = read(round);
      if (checkpoint.isPresent()) {
        rounds.stream().filter(r -> r <= round).forEach(good::add);
        return checkpoint;
      }
    }
    if (!rounds.isEmpty()) {
      throw new UserException(
          "%s: every checkpoint is damaged; delete them, or begin anew with --overwrite"
              .formatted(folder));
    }
    return Optional.empty();
  }

  private Optional<Checkpoint> read(int round) {
    try {
      return Optional.of(CheckpointFile.read(store, path(round)));
    } catch (DamagedCheckpointException | EOFException | ChecksumException e) { // HDFS has its own
      tell.accept(
          "%s: is damaged (%s); the one before is used".formatted(path(round), e.getMessage()));
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: cannot be read: %s".formatted(path(round), e.getMessage()), e);
    }
  }

  /** The training goes on from this one. */
  void goOnFrom(Checkpoint checkpoint) {
    remember(checkpoint.state().round());
  }

  private void remember(int round) {
    WAY_ON.set("The training can go on from %s: %s.".formatted(path(round), toGoOn));
  }

  /**
   * Writes a checkpoint, then deletes those that are not to be kept.
   *
   * @throws UserException if it cannot be written; those before are left as they are
   */
  void write(Checkpoint checkpoint) {
    int round = checkpoint.state().round();
    String part = "%s.part-%s".formatted(path(round), UUID.randomUUID().toString().substring(0, 8));
    try {
      try (OutputStream out = new BufferedOutputStream(store.create(part), BUFFER)) {
        CheckpointFile.write(out, checkpoint);
      }
      store.delete(path(round)); // a damaged one
      store.rename(part, path(round));
    } catch (IOException | UncheckedIOException | UserException e) { // the last: it was refused
      deleteQuietly(part, e);
      throw new UserException(
          "%s: cannot be written: %s; %s".formatted(path(round), reason(e), remedy()), e);
    }
    good.add(round);
    remember(round);
    attempt(() -> prune(checkpoint.state()));
  }

  /** A store's own remedy is for whoever has chosen the path just now. */
  private static String reason(Exception e) {
    return e instanceof UserException && e.getCause() != null
        ? e.getCause().getMessage()
        : e.getMessage();
  }

  private String remedy() {
    return good.isEmpty()
        ? "make room there or set checkpoint.folder, then train again"
        : "make room there, then go on from round %d: %s".formatted(good.last(), toGoOn);
  }

  private void deleteQuietly(String part, Exception cause) {
    try {
      store.delete(part);
    } catch (RuntimeException e) {
      cause.addSuppressed(e); // the disk that is full is what the user has to know
    }
  }

  /** Keeps the newest good ones and that of the best epoch. */
  private void prune(TrainState state) {
    int best = state.best().map(b -> b.validation().round()).orElse(-1);
    List<Integer> newest = good.descendingSet().stream().limit(keep).toList();
    good.retainAll(with(newest, best));
    files()
        .forEach(
            (round, name) -> {
              if (!good.contains(round)) {
                attempt(() -> store.delete(folder + "/" + name));
              }
            });
  }

  /** What is in the way is told, and tried again with the next checkpoint. */
  private void attempt(Runnable clearing) {
    try {
      clearing.run();
    } catch (UncheckedIOException | UserException e) {
      tell.accept(
          "%s: checkpoints no longer needed cannot be deleted (%s); training goes on"
              .formatted(folder, e.getMessage()));
    }
  }

  private static List<Integer> with(List<Integer> rounds, int round) {
    List<Integer> all = new ArrayList<>(rounds);
    all.add(round);
    return all;
  }

  /** How the training of this process can go on if it is stopped now, as a sentence. */
  static Optional<String> wayOn() {
    return Optional.ofNullable(WAY_ON.get());
  }

  /** The training of this process has ended. */
  static void forgetWayOn() {
    WAY_ON.set(null);
  }

  /** Deletes all checkpoints, and the folder if nothing else is in it. */
  void delete() {
    good.clear();
    forgetWayOn();
    for (String name : store.list(folder)) {
      if (WHOLE.matcher(name).matches() || PART.matcher(name).matches()) {
        store.delete(folder + "/" + name);
      }
    }
    if (store.exists(folder) && store.list(folder).isEmpty()) {
      store.delete(folder);
    }
  }

  /** Deletes what a process that was killed has left half-written. */
  void deleteParts() {
    for (String name : store.list(folder)) {
      if (PART.matcher(name).matches()) {
        store.delete(folder + "/" + name);
      }
    }
  }

  /** Names by round. */
  private Map<Integer, String> files() {
    Map<Integer, String> files = new TreeMap<>();
    for (String name : store.list(folder)) {
      Matcher matcher = WHOLE.matcher(name);
      if (matcher.matches()) {
        files.put(Integer.parseInt(matcher.group(1)), name);
      }
    }
    return files;
  }
}

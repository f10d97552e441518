package io.timestep.jobs.engine;

import io.timestep.util.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A folder or file that is written beside its place and put there when it is whole.
 *
 * <p>Few stores can exchange two folders at once, so one that is replaced first gets another name.
 * Between that renaming and the next there is nothing in the place, and where a renaming is a copy
 * this may take minutes. Whoever ends the process then must delete neither of the two.
 */
final class Staging implements AutoCloseable {
  /** Those that this process is at. */
  private static final Set<Staging> OPEN = ConcurrentHashMap.newKeySet();

  /** What this process has put in its place. */
  private static final Queue<String> PLACED = new ConcurrentLinkedQueue<>();

  private enum State {
    /** Being written, or it failed: of no use to anybody. */
    UNFINISHED,
    /** Whole, and on its way: only the thread that moves it may touch it. */
    MOVING,
    PLACED,
    /** The process is being ended. */
    GIVEN_UP
  }

  private final Store store;
  private final String place;
  private final String path;

  /** What the place held before is called so until the new is there. */
  private final String earlier;

  private final AtomicReference<State> state = new AtomicReference<>(State.UNFINISHED);
  private volatile boolean replaces;

  private Staging(Store store, String place) {
    String id = UUID.randomUUID().toString().substring(0, 8);
    this.store = store;
    this.place = place;
    this.path = "%s.part-%s".formatted(place, id);
    this.earlier = "%s.old-%s".formatted(place, id);
  }

  /** From here on an interruption deletes what is written. */
  static Staging beside(Store store, String place) {
    Staging staging = new Staging(store, place);
    OPEN.add(staging);
    return staging;
  }

  /** Where to write. */
  String path() {
    return path;
  }

  /**
   * Puts what was written in its place. What is there already is gone only afterwards, and comes
   * back if this fails.
   *
   * @throws IllegalStateException if the process is being ended, or neither can be put there
   */
  void putInPlace() {
    if (!state.compareAndSet(State.UNFINISHED, State.MOVING)) {
      throw new IllegalStateException("%s: given up, for the process ends".formatted(place));
    }
    try {
      if (store.exists(place)) {
        store.rename(place, earlier);
        replaces = true;
      }
      store.rename(path, place);
    } catch (RuntimeException | Error e) {
      if (replaces) {
        putBack(e);
      }
      state.set(State.UNFINISHED);
      throw e;
    }
    state.set(State.PLACED);
    if (OPEN.stream().noneMatch(this::isIn)) { // a page in a folder goes with the folder
      PLACED.add(place);
    }
    if (replaces) {
      store.delete(earlier);
    }
  }

  private boolean isIn(Staging other) {
    return place.startsWith(other.path + "/");
  }

  private void putBack(Throwable cause) {
    try {
      store.delete(place); // a renaming that is a copy may have come half-way
      store.rename(earlier, place);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
      throw new IllegalStateException(whereItIs(), cause);
    }
  }

  private String whereItIs() {
    return "%s: was being put in its place and may not be whole there; if so, rename %s (the new one)%s to it"
        .formatted(place, path, replaces ? " or %s (the earlier one)".formatted(earlier) : "");
  }

  /** Deletes what was written, unless it is in its place or nobody knows where it is. */
  @Override
  public void close() {
    if (state.get() == State.UNFINISHED || state.get() == State.GIVEN_UP) {
      store.delete(path);
    }
    OPEN.remove(this);
  }

  /**
   * Deletes what is being written; called when the process ends. What is on its way is left alone.
   *
   * @return what the user has to know of what is left, a line each
   */
  static List<String> giveUpAll() {
    List<String> left = new ArrayList<>();
    OPEN.forEach(staging -> staging.giveUp().ifPresent(left::add));
    return left;
  }

  private Optional<String> giveUp() {
    if (!state.compareAndSet(State.UNFINISHED, State.GIVEN_UP)) {
      return state.get() == State.MOVING ? Optional.of(whereItIs()) : Optional.empty();
    }
    try {
      store.delete(path);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of("%s: half-written, could not be deleted: %s".formatted(path, e));
    }
  }

  /** What this process has put in its place, in this order. */
  static List<String> placed() {
    return List.copyOf(PLACED);
  }
}

package io.timestep.tensorboard;

import io.timestep.util.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;

/**
 * A file of scalars by step, as TensorBoard reads it while it grows: TFRecords of {@code Event}
 * messages. Source of the messages and their field numbers: TensorFlow, {@code
 * tensorflow/core/util/event.proto} and {@code tensorflow/core/framework/summary.proto}.
 */
public final class EventFile implements AutoCloseable {
  /** What TensorBoard expects the first event of a file to say. */
  private static final String VERSION = "brain.Event:2";

  /** Fields of {@code Event}. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  /** Field of {@code Summary}, and those of its {@code Value}. */
  private static final int VALUE = 1;

  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;

  /** Field of {@code SessionLog}, and its value at the start. */
  private static final int STATUS = 1;

  private static final long START = 1;

  private final Store store;
  private final String path;
  private final OutputStream out;
  private final Clock clock;

  private EventFile(Store store, String path, OutputStream out, Clock clock) {
    this.store = store;
    this.path = path;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Begins a new file in a folder. TensorBoard takes all files of a folder for one run and reads
   * them in the order of their names, which begin with the time.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public static EventFile create(Store store, String folder, Clock clock) {
    String path = unused(store, folder, clock.millis() / 1000);
    EventFile file = new EventFile(store, path, store.create(path), clock);
    try {
      file.write(file.event().put(FILE_VERSION, VERSION));
      return file;
    } catch (UncheckedIOException e) {
      file.abandon(e);
      throw e;
    }
  }

  /**
   * Begins the session whose values follow.
   *
   * @param firstStep what the folder's earlier files have of this step and later ones counts no
   *     more: a training that goes on from an earlier state has its curves once
   */
  public void begin(long firstStep) {
    Message start = new Message().put(STATUS, START);
    write(event().put(STEP, firstStep).put(SESSION_LOG, start));
  }

  private static String unused(Store store, String folder, long seconds) {
    for (int number = 0; ; number++) {
      String path = "%s/events.out.tfevents.%010d.timestep.%d".formatted(folder, seconds, number);
      if (!store.exists(path)) {
        return path;
      }
    }
  }

  /**
   * Adds values of a step and hands them to the file system.
   *
   * @param values by tag, {@code "train/perplexity"}; the tags' first parts group TensorBoard's
   *     charts
   */
  public void scalars(long step, Map<String, Double> values) {
    Message summary = new Message();
    values.forEach(
        (tag, value) ->
            summary.put(VALUE, new Message().put(TAG, tag).put(SIMPLE_VALUE, value.floatValue())));
    write(event().put(STEP, step).put(SUMMARY, summary));
  }

  private Message event() {
    return new Message().put(WALL_TIME, clock.millis() / 1000.0);
  }

  private void write(Message event) {
    try {
      out.write(RecordFrame.around(event.bytes()));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /** Closes the file and deletes it. */
  public void discard() {
    close();
    store.delete(path);
  }

  /** Closes the file after a failure; one that follows from it is kept with it. */
  public void abandon(UncheckedIOException failure) {
    try {
      close();
    } catch (UncheckedIOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }
}

package io.timestep.jobs.train;

import io.timestep.tensorboard.EventFile;
import io.timestep.train.EventsConfig;
import io.timestep.train.RoundMeasure;
import io.timestep.train.TrainListener;
import io.timestep.train.Validation;
import io.timestep.util.Progress;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Training as curves in TensorBoard, by the steps that each replica has taken. A folder that cannot
 * be written is told before any work; a file system that fails later ends the curves, with a note,
 * and not the training.
 */
final class TensorBoardEvents implements TrainListener, AutoCloseable {
  private final Progress progress;
  private Optional<EventFile> file;
  private boolean begun;
  private long step;

  private TensorBoardEvents(Optional<EventFile> file, Progress progress) {
    this.file = file;
    this.progress = progress;
  }

  /**
   * Makes a file, if the settings want one.
   *
   * @throws UserException if it cannot be written
   */
  static TensorBoardEvents of(Store store, EventsConfig config, Progress progress) {
    return new TensorBoardEvents(
        config.tensorboard().isEmpty()
            ? Optional.empty()
            : Optional.of(create(store, config.tensorboard())),
        progress);
  }

  private static EventFile create(Store store, String folder) {
    try {
      return EventFile.create(store, folder, Clock.systemUTC());
    } catch (UncheckedIOException | UserException e) {
      throw new UserException(
          "events.tensorboard: %s: no file can be written there: %s; give another folder, or none"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /**
   * Begins the curves; without it the file is not kept.
   *
   * @param stepsDone steps that each replica has taken before
   */
  void begin(long stepsDone) {
    begun = true;
    write(f -> f.begin(stepsDone + 1));
  }

  @Override
  public void onRound(RoundEnd end) {
    step = end.step();
    Map<String, Double> values = new LinkedHashMap<>();
    for (RoundMeasure measure : RoundMeasure.values()) {
      double value = measure.of(end);
      if (!Double.isNaN(value)) { // NaN: not measured
        values.put(measure.tag(), value);
      }
    }
    write(f -> f.scalars(step, values));
  }

  @Override
  public void onValidation(Validation event) {
    double perplexity = event.score().perplexity();
    write(f -> f.scalars(step, Map.of(RoundMeasure.VALIDATION_PERPLEXITY, perplexity)));
  }

  private void write(Consumer<EventFile> events) {
    try {
      file.ifPresent(events);
    } catch (UncheckedIOException e) {
      file.ifPresent(f -> f.abandon(e)); // it is whole up to here: TensorBoard reads that
      file = Optional.empty();
      progress.note("TensorBoard gets no more events: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      file.ifPresent(begun ? EventFile::close : EventFile::discard);
    } catch (UncheckedIOException | UserException e) {
      progress.note("TensorBoard may lack the last events: " + e.getMessage());
    }
  }
}

package io.timestep.jobs.train;

import io.timestep.jobs.engine.JobContext;
import io.timestep.tensorboard.EventFile;
import io.timestep.train.EventsConfig;
import io.timestep.train.RoundMeasure;
import io.timestep.train.TrainListener;
import io.timestep.train.Validation;
import io.timestep.util.Progress;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Training as curves in TensorBoard, by the steps that each replica has taken. A file system that
 * fails ends the curves, with a note, and not the training.
 */
final class TensorBoardEvents implements TrainListener, AutoCloseable {
  private final Progress progress;
  private Optional<EventFile> file;
  private long step;

  private TensorBoardEvents(Optional<EventFile> file, Progress progress) {
    this.file = file;
    this.progress = progress;
  }

  /**
   * Begins a file, if the settings want one.
   *
   * @param stepsDone steps that each replica has taken before
   */
  static TensorBoardEvents of(JobContext context, EventsConfig config, long stepsDone) {
    Optional<EventFile> file =
        config.tensorboard().isEmpty()
            ? Optional.empty()
            : Optional.of(
                EventFile.create(
                    context.store(), config.tensorboard(), stepsDone + 1, Clock.systemUTC()));
    return new TensorBoardEvents(file, context.progress());
  }

  @Override
  public void onRound(RoundEnd end) {
    step = end.step();
    Map<String, Double> values = new LinkedHashMap<>();
    for (RoundMeasure measure : RoundMeasure.values()) {
      values.put(measure.tag(), measure.of(end));
    }
    write(values);
  }

  @Override
  public void onValidation(Validation event) {
    write(Map.of(RoundMeasure.VALIDATION_PERPLEXITY, event.score().perplexity()));
  }

  private void write(Map<String, Double> values) {
    try {
      file.ifPresent(f -> f.scalars(step, values));
    } catch (UncheckedIOException e) {
      file = Optional.empty(); // what is left of it is whole up to here: TensorBoard reads that
      progress.note("TensorBoard gets no more events: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      file.ifPresent(EventFile::close);
    } catch (UncheckedIOException e) {
      progress.note("TensorBoard may lack the last events: " + e.getMessage());
    }
  }
}

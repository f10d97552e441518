package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.util.Json;
import io.timestep.util.Progress;
import io.timestep.util.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A training small enough to be run many times, with all that a state can hold: moments, hidden
 * states, dropout, the outer rule's momentum, a mean over rounds, a best epoch. 21 rounds: 7 in
 * each of 3 epochs.
 */
final class ResumableTraining {
  /** What is not the same when a training is run again. */
  private static final List<String> MEASURED =
      List.of(
          "seconds", "computeSeconds", "broadcastSeconds", "mergeSeconds", "bytesMoved", "host");

  private final JobContext context;
  private final String output;
  private final CorpusInput input;
  private final List<String> settings = new ArrayList<>();

  /**
   * @param output the model's folder, on any file system
   */
  ResumableTraining(JobContext context, CorpusInput input, String output) {
    this.context = context;
    this.input = input;
    this.output = output;
    settings.addAll(
        List.of(
            "model.layers=1",
            "model.hidden-size=12",
            "model.embedding-size=8",
            "model.dropout=0.1",
            "train.batch-size=4",
            "train.time-steps=8",
            "train.steps-per-round=5",
            "train.epochs=3",
            "train.state-reset=0.1",
            "train.outer.rule=bmuf-nesterov",
            "train.polyak.from-epoch=2",
            "train.optimizer.learning-rate=0.02",
            "sequence.valid-fraction=0.1",
            "sequence.test-fraction=0.1",
            "evaluate.streams=6",
            "evaluate.batch-size=4",
            "checkpoint.every-rounds=2",
            "checkpoint.keep=3"));
  }

  static List<String> text() {
    List<String> lines = new ArrayList<>();
    String[] subjects = {"the cat", "a dog", "the bird", "a horse"};
    String[] verbs = {"sleeps", "runs", "eats"};
    for (int i = 0; i < 400; i++) {
      lines.add("%s %s in house %d".formatted(subjects[i % 4], verbs[i % 3], i / 7 % 5));
    }
    return lines;
  }

  ResumableTraining with(String... assignments) {
    settings.addAll(List.of(assignments));
    return this;
  }

  String checkpoints() {
    return output + CheckpointPlace.SUFFIX;
  }

  /** Trains to the end. */
  ResumableTraining train(Earlier earlier) {
    return train(earlier, context.progress(), context.store());
  }

  ResumableTraining train(Earlier earlier, Progress progress, Store store) {
    Settings all = TestSettings.of(settings);
    CheckpointPlace place = CheckpointPlace.of(all.checkpoint(), output, earlier, "");
    JobContext telling = new JobContext(context.spark(), store, progress);
    OutputFolder.write(
        store,
        output,
        Kind.MODEL,
        Existing.REPLACE,
        part -> TrainJob.run(telling, input, Optional.empty(), all, part, place));
    place.done(store, all.checkpoint());
    return this;
  }

  /** Trains until progress was told so many times, and loses the driver. */
  ResumableTraining stop(int updates) {
    assertThatThrownBy(() -> train(Earlier.REFUSE, new Stopping(updates), context.store()))
        .isInstanceOf(Stopping.Stopped.class);
    assertThat(context.store().exists(output)).isFalse();
    assertThat(context.store().list(checkpoints())).isNotEmpty();
    return this;
  }

  byte[] weights() {
    try (InputStream in = context.store().open(output + "/" + ModelFolder.WEIGHTS)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Without what depends on the machine. */
  List<String> history() {
    return context
        .store()
        .readString(output + "/" + ModelFolder.HISTORY)
        .lines()
        .map(
            line -> {
              ObjectNode event = (ObjectNode) Json.parse(line, "history");
              event.remove(MEASURED);
              event.path("replicas").forEach(replica -> ((ObjectNode) replica).remove(MEASURED));
              return event.toString();
            })
        .toList();
  }
}

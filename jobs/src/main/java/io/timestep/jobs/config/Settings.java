package io.timestep.jobs.config;

import io.timestep.config.Checks;
import io.timestep.lm.GenerateConfig;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.nn.EvaluateConfig;
import io.timestep.nn.ModelConfig;
import io.timestep.report.ReportConfig;
import io.timestep.sequence.SequenceConfig;
import io.timestep.text.TextConfig;
import io.timestep.train.EventsConfig;
import io.timestep.train.TrainConfig;
import io.timestep.train.checkpoint.CheckpointConfig;
import io.timestep.vocab.VocabConfig;
import java.io.Serializable;

/** All settings; each component is the group of its name in {@code reference.conf}. */
public record Settings(
    TextConfig text,
    VocabConfig vocab,
    SequenceConfig sequence,
    NgramConfig ngram,
    ModelConfig model,
    TrainConfig train,
    EventsConfig events,
    CheckpointConfig checkpoint,
    EvaluateConfig evaluate,
    GenerateConfig generate,
    ReportConfig report,
    RunConfig run)
    implements Serializable {

  public Settings {
    boolean goesOn =
        checkpoint.whenDone() == CheckpointConfig.WhenDone.KEEP
            && !train.schedule().dependsOnTotal();
    new Checks("train.polyak")
        .that(
            train.polyak().fromEpoch() <= train.epochs() || goesOn,
            "from-epoch",
            "must be at most train.epochs, %d, got %d; lower it, or raise train.epochs%s",
            train.epochs(),
            train.polyak().fromEpoch(),
            train.schedule().dependsOnTotal()
                ? ""
                : " (a training that goes on to more epochs later needs checkpoint.when-done = keep)")
        .throwIfAny();
  }

  /** The same with another model. */
  public Settings with(ModelConfig other) {
    return new Settings(
        text,
        vocab,
        sequence,
        ngram,
        other,
        train,
        events,
        checkpoint,
        evaluate,
        generate,
        report,
        run);
  }
}

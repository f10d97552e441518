package io.timestep.jobs.config;

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

package io.timestep.jobs.config;

import io.timestep.config.Checks;
import java.io.Serializable;
import java.util.List;

/**
 * What {@code timestep run} does ({@code run.*}).
 *
 * @param input files, folders and globs of text; empty: the sample corpus
 * @param column of Parquet, JSON, CSV or TSV: the column with the text; empty: plain text
 * @param prompts for the stage {@code generate}
 */
public record RunConfig(List<String> input, String column, List<String> prompts)
    implements Serializable {
  public RunConfig {
    new Checks("run")
        .that(
            column.isEmpty() || !input.isEmpty(),
            "column",
            "must be empty without run.input: the sample corpus is plain text, got %s",
            column)
        .throwIfAny();
    input = List.copyOf(input);
    prompts = List.copyOf(prompts);
  }
}

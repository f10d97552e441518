package io.timestep.jobs.config;

import java.io.Serializable;
import java.util.List;

/**
 * What {@code timestep run} does ({@code run.*}).
 *
 * @param input files, folders and globs of text; empty: the sample corpus
 * @param prompts for the stage {@code generate}
 */
public record RunConfig(List<String> input, List<String> prompts) implements Serializable {
  public RunConfig {
    input = List.copyOf(input);
    prompts = List.copyOf(prompts);
  }
}

package io.timestep.jobs.evaluate;

import java.util.List;

/** Text drawn from a model, one sample for each prompt. */
public record GenerateResult(List<Sample> samples) {
  /**
   * One text.
   *
   * @param unknown words of the prompt that the vocabulary lacks, each once; the model reads {@code
   *     <unk>} for them
   * @param text the prompt's tokens and those drawn after them, joined
   * @param log10Prob log10 probability the model gives to what was drawn, the sentence end included
   * @param tokens how many were drawn
   * @param ended whether the sentence ended by itself
   */
  public record Sample(
      String prompt,
      List<String> unknown,
      String text,
      double log10Prob,
      int tokens,
      boolean ended) {
    public Sample {
      unknown = List.copyOf(unknown);
    }
  }

  public GenerateResult {
    samples = List.copyOf(samples);
  }
}

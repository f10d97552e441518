package io.timestep.lm;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * How text is drawn from a model ({@code generate.*}).
 *
 * @param tokens at most so many are generated for a prompt
 * @param temperature logits are divided by it; 0: always the most probable token
 * @param topK only the K most probable tokens are drawn; 0: all
 * @param topP only the most probable tokens that together reach this probability are drawn (nucleus
 *     sampling, Holtzman et al. 2020); 1: all
 * @param seed another seed is another text
 */
public record GenerateConfig(int tokens, double temperature, int topK, double topP, long seed)
    implements Serializable {
  public GenerateConfig {
    new Checks("generate")
        .atLeast("tokens", tokens, 1)
        .notNegative("temperature", temperature)
        .atLeast("top-k", topK, 0)
        .that(topP > 0 && topP <= 1, "top-p", "must be in (0, 1], got %s", topP)
        .throwIfAny();
  }
}

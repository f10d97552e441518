package io.timestep.lm;

import io.timestep.util.Seeds;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** Continues a prompt with tokens drawn from a language model. */
public final class Generator {
  /**
   * A continuation.
   *
   * @param tokens ids drawn, without the prompt and without the sentence end
   * @param log10Prob log10 probability the model itself gives to all that was drawn, the sentence
   *     end included
   * @param ended whether a sentence end was drawn before the bound on tokens was reached
   */
  public record Continuation(List<Integer> tokens, double log10Prob, boolean ended) {
    public Continuation {
      tokens = List.copyOf(tokens);
    }
  }

  private Generator() {}

  /**
   * Draws until the sentence ends or {@link GenerateConfig#tokens} are drawn. {@code <unk>} and
   * {@code <s>} are never drawn.
   *
   * @param prompt token ids; may be empty
   * @param sample number of this text among those drawn with the same seed
   */
  public static Continuation generate(
      LanguageModel model, List<Integer> prompt, GenerateConfig config, int sample) {
    Sampler sampler = new Sampler(config, Seeds.derive(config.seed(), "generate", sample));
    LanguageModel.Session session = model.start();
    session.read(Vocabulary.END); // every text begins after the end of another
    prompt.forEach(session::read);
    List<Integer> drawn = new ArrayList<>();
    double log10Prob = 0;
    while (drawn.size() < config.tokens()) {
      float[] next = session.log10Probabilities();
      int token = sampler.draw(next, Vocabulary.UNKNOWN, Vocabulary.START);
      log10Prob += next[token];
      if (token == Vocabulary.END) {
        return new Continuation(drawn, log10Prob, true);
      }
      drawn.add(token);
      session.read(token);
    }
    return new Continuation(drawn, log10Prob, false);
  }
}

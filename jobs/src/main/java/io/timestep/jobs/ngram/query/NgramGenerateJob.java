package io.timestep.jobs.ngram.query;

import io.timestep.jobs.evaluate.GenerateResult;
import io.timestep.lm.GenerateConfig;
import io.timestep.lm.Generator;
import io.timestep.ngram.query.BackoffModel;
import io.timestep.ngram.query.NgramLanguageModel;
import io.timestep.text.TextConfig;
import io.timestep.text.Tokenizers;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Draws text from an N-gram model, in this process. */
public final class NgramGenerateJob {
  private NgramGenerateJob() {}

  /**
   * Continues a prompt, which begins a sentence.
   *
   * @throws io.timestep.util.UserException if the model is damaged
   */
  public static GenerateResult.Sample run(
      Configuration hadoop,
      NgramModelSource source,
      TextConfig text,
      String prompt,
      GenerateConfig config) {
    BackoffModel model = ModelReader.open(hadoop, source);
    Prompt read = Prompt.of(model.lexicon(), text, prompt);
    Generator.Continuation drawn =
        Generator.generate(new NgramLanguageModel(model), read.ids(), config, 0);
    List<String> words = new ArrayList<>(read.words());
    drawn.tokens().forEach(id -> words.add(model.lexicon().word(id)));
    return new GenerateResult.Sample(
        prompt,
        read.unknown(),
        Tokenizers.create(text).join(words),
        drawn.log10Prob(),
        drawn.tokens().size(),
        drawn.ended());
  }
}

package io.timestep.jobs.evaluate;

import io.timestep.jobs.train.ModelFolder;
import io.timestep.lm.GenerateConfig;
import io.timestep.lm.Generator;
import io.timestep.nn.NetworkLanguageModel;
import io.timestep.nn.RecurrentNetwork;
import io.timestep.text.Tokenizer;
import io.timestep.text.Tokenizers;
import io.timestep.util.Store;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** Draws text from a model, on the driver: one text is one chain of steps. */
public final class GenerateJob {
  private GenerateJob() {}

  /**
   * Continues each prompt.
   *
   * @param modelFolder written by {@code train}
   * @param prompts tokenized as the model's training text was
   */
  public static GenerateResult run(
      Store store, String modelFolder, List<String> prompts, GenerateConfig config) {
    ModelFolder.Model model = ModelFolder.read(store, modelFolder);
    try (RecurrentNetwork network =
        RecurrentNetwork.create(model.model(), model.vocabulary().size(), 0)) {
      network.setParameters(model.parameters());
      NetworkLanguageModel language = new NetworkLanguageModel(network);
      List<GenerateResult.Sample> samples = new ArrayList<>();
      for (String prompt : prompts) {
        samples.add(sample(model, language, prompt, config, samples.size()));
      }
      return new GenerateResult(samples);
    }
  }

  private static GenerateResult.Sample sample(
      ModelFolder.Model model,
      NetworkLanguageModel language,
      String prompt,
      GenerateConfig config,
      int number) {
    List<String> words = new ArrayList<>(Tokenizers.tokenize(model.text(), prompt));
    List<Integer> ids = words.stream().map(model.vocabulary()::id).toList();
    List<String> unknown =
        words.stream()
            .filter(word -> model.vocabulary().id(word) == Vocabulary.UNKNOWN)
            .distinct()
            .toList();
    Generator.Continuation drawn = Generator.generate(language, ids, config, number);
    drawn.tokens().forEach(id -> words.add(model.vocabulary().word(id)));
    Tokenizer tokenizer = Tokenizers.create(model.text());
    return new GenerateResult.Sample(
        prompt,
        unknown,
        tokenizer.join(words),
        drawn.log10Prob(),
        drawn.tokens().size(),
        drawn.ended());
  }
}

package io.timestep.jobs.ngram.query;

import io.timestep.ngram.query.BackoffModel;
import io.timestep.ngram.query.NgramContext;
import io.timestep.ngram.query.Predictor;
import io.timestep.text.TextConfig;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Finds the words that a model thinks come next, in this process. */
public final class NgramPredictJob {
  private NgramPredictJob() {}

  /**
   * The most probable words after a context. It stands anywhere in a sentence, or at its start if
   * it begins with {@code <s>}.
   *
   * @param top at most so many, at least 1
   * @throws io.timestep.util.UserException if the model is damaged
   */
  public static NgramPredictResult run(
      Configuration hadoop, NgramModelSource source, TextConfig text, String context, int top) {
    BackoffModel model = ModelReader.open(hadoop, source);
    Prompt prompt = Prompt.of(model.lexicon(), text, context);
    NgramContext read = model.context();
    if (prompt.start()) {
      read.startSentence();
    }
    prompt.ids().forEach(read::read);
    List<NgramPredictResult.Next> next =
        new Predictor(model)
            .predict(read, top).stream()
                .map(
                    p ->
                        new NgramPredictResult.Next(
                            model.lexicon().word(p.word()), p.log10Prob(), p.matched()))
                .toList();
    return new NgramPredictResult(context, prompt.unknown(), next);
  }
}

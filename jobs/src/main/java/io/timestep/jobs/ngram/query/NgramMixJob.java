package io.timestep.jobs.ngram.query;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.CorpusReader;
import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.query.BackoffModel;
import io.timestep.ngram.query.HeldOutText;
import io.timestep.ngram.query.MixtureFit;
import io.timestep.ngram.query.MixtureModel;
import io.timestep.text.TextConfig;
import io.timestep.util.UserException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Fits the weights of a linear mixture on held-out text. The driver opens the models and reads the
 * text; it holds 8 bytes for each token and model.
 */
public final class NgramMixJob {
  private NgramMixJob() {}

  /**
   * Fits.
   *
   * @param sources two models or more
   * @param input held-out text: none of it trained a model
   * @throws UserException if a model is damaged or has no probabilities, or the text cannot be read
   *     or has no word that a model knows
   */
  public static NgramMixResult run(
      JobContext context, List<NgramModelSource> sources, CorpusInput input, TextConfig text) {
    sources.forEach(source -> source.requireProbabilities("mixed"));
    Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();
    List<BackoffModel> models =
        sources.stream().map(source -> ModelReader.open(hadoop, source)).toList();
    MixtureModel mixture = MixtureModel.uniform(models);
    HeldOutText heldOut =
        Stage.run(context, "ngram mix: score", 0, progress -> read(context, mixture, input, text));
    if (heldOut.tokens() == 0) {
      throw new UserException(
          "%s: every token has probability 0 in all models; expected text like that of the models"
              .formatted(input));
    }
    MixtureFit fit = MixtureFit.of(heldOut, MixtureFit.DEFAULT_ITERATIONS);
    return NgramMixResult.of(sources.stream().map(NgramModelSource::path).toList(), fit);
  }

  private static HeldOutText read(
      JobContext context, MixtureModel mixture, CorpusInput input, TextConfig text) {
    HeldOutText heldOut = new HeldOutText(mixture);
    SentenceIds sentence = new SentenceIds(mixture.lexicon(), text);
    Iterator<byte[]> lines =
        CorpusReader.read(context, input)
            .map(line -> Arrays.copyOf(line.bytes(), line.length()))
            .toLocalIterator();
    long words = 0;
    while (lines.hasNext()) {
      byte[] line = lines.next();
      sentence.read(line, line.length);
      heldOut.add(Arrays.copyOf(sentence.ids(), sentence.length()));
      words += sentence.length();
    }
    if (words == 0) {
      throw new UserException("%s: has no words; expected text".formatted(input));
    }
    return heldOut;
  }
}

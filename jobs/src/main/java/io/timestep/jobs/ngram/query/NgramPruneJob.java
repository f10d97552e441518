package io.timestep.jobs.ngram.query;

import io.timestep.jobs.ngram.ModelFiles;
import io.timestep.ngram.estimate.EntropyPruning;
import io.timestep.ngram.model.ArpaModel;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.util.UserException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Prunes a model by entropy, in this process and in memory. */
public final class NgramPruneJob {
  private NgramPruneJob() {}

  /**
   * Writes the pruned model into a folder.
   *
   * @param histories says how probable contexts are; without it, the model itself does
   * @param threshold at least 0
   * @throws UserException if a model is damaged, has no ARPA file or no probabilities, or the two
   *     have different words
   */
  public static NgramPruneResult run(
      Configuration hadoop,
      NgramModelSource source,
      Optional<NgramModelSource> histories,
      double threshold,
      NgramConfig config,
      String folder) {
    source.requireProbabilities("pruned by entropy");
    ArpaModel model = ModelReader.arpa(hadoop, source);
    NgramTrie others =
        histories.map(other -> histories(hadoop, source, model, other)).orElse(model.trie());
    NgramTrie pruned = EntropyPruning.prune(model.trie(), threshold, others);
    ModelFiles files = ModelFiles.of(folder, config, hadoop);
    files.write(pruned, model.lexicon());
    source.text().ifPresent(files::writeSettings);
    return NgramPruneResult.of(source.smoothing(), threshold, model.trie(), pruned);
  }

  private static NgramTrie histories(
      Configuration hadoop, NgramModelSource source, ArpaModel model, NgramModelSource other) {
    other.requireProbabilities("asked how probable contexts are");
    ArpaModel histories = ModelReader.arpa(hadoop, other);
    if (!histories.lexicon().fingerprint().equals(model.lexicon().fingerprint())) {
      throw new UserException(
          "--histories %s: has other words than %s, or the same in another order; train both with one text and the same ngram.vocabulary-limit"
              .formatted(other.path(), source.path()));
    }
    if (histories.trie().order() < model.trie().order() - 1) {
      throw new UserException(
          "--histories %s: has order %d; for a model of order %d it must be %d or more"
              .formatted(
                  other.path(),
                  histories.trie().order(),
                  model.trie().order(),
                  model.trie().order() - 1));
    }
    return histories.trie();
  }
}

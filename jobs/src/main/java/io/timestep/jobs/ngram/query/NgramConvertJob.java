package io.timestep.jobs.ngram.query;

import io.timestep.jobs.ngram.ModelFiles;
import io.timestep.ngram.model.ArpaModel;
import io.timestep.ngram.settings.NgramConfig;
import org.apache.hadoop.conf.Configuration;

/** Makes a model folder of an ARPA file, in this process and in memory. */
public final class NgramConvertJob {
  private NgramConvertJob() {}

  /**
   * Writes the model into a folder.
   *
   * @param config which files, and the precision of the binary model
   * @throws io.timestep.util.UserException if there is no ARPA file, or it is broken
   */
  public static NgramConvertResult run(
      Configuration hadoop, NgramModelSource source, NgramConfig config, String folder) {
    ArpaModel model = ModelReader.arpa(hadoop, source);
    ModelFiles files = ModelFiles.of(folder, config, hadoop);
    files.write(model.trie(), model.lexicon());
    source.text().ifPresent(files::writeSettings);
    return NgramConvertResult.of(source.smoothing(), model.trie());
  }
}

package io.timestep.jobs.ngram.query;

import io.timestep.jobs.engine.HadoopStore;
import io.timestep.ngram.model.ArpaModel;
import io.timestep.ngram.model.ArpaReader;
import io.timestep.ngram.query.BackoffModel;
import io.timestep.ngram.query.TrieModel;
import io.timestep.util.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;

/** Opens models for this process. */
final class ModelReader {
  private static final int BUFFER_BYTES = 1 << 16;

  private ModelReader() {}

  /**
   * The binary model mapped if there is one, else the ARPA file in memory.
   *
   * @throws UserException if it is damaged or of a newer format
   */
  static BackoffModel open(Configuration hadoop, NgramModelSource source) {
    if (source.binary().isPresent()) {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      return BinaryFiles.open(hadoop, source.binary().get(), temporary);
    }
    ArpaModel arpa = arpa(hadoop, source);
    return new TrieModel(arpa.lexicon(), arpa.trie());
  }

  /**
   * The ARPA file in memory.
   *
   * @throws UserException if there is none, or it is broken
   */
  static ArpaModel arpa(Configuration hadoop, NgramModelSource source) {
    String file =
        source
            .arpa()
            .orElseThrow(
                () ->
                    new UserException(
                        "%s: has no ARPA file, which this needs; train with ngram.output=both"
                            .formatted(source.path())));
    try (InputStream in = new HadoopStore(hadoop).open(file);
        InputStream text = file.endsWith(".gz") ? new GZIPInputStream(in, BUFFER_BYTES) : in) {
      return ArpaReader.read(text, file);
    } catch (IOException e) {
      throw new UserException(
          "%s: cannot be read: %s; copy it again, or make the model again"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}

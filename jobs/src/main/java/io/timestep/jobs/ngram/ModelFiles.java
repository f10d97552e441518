package io.timestep.jobs.ngram;

import io.timestep.config.SettingsWriter;
import io.timestep.jobs.engine.HadoopStore;
import io.timestep.ngram.binary.BinaryModelWriter;
import io.timestep.ngram.binary.Precision;
import io.timestep.ngram.binary.ShardSummary;
import io.timestep.ngram.model.ArpaSections;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import io.timestep.util.Store;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The files of a model: tasks write shards, the driver puts them together.
 *
 * @param folder of the model
 * @param output which files
 * @param precision of the binary model
 * @param arpaPath local path of the ARPA file, if its lines are written where they belong; null:
 *     they are written in parts
 */
public record ModelFiles(
    String folder,
    NgramConfig.Output output,
    Precision precision,
    SerializableConfiguration hadoop,
    String arpaPath)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Subfolder of the binary model. */
  public static final String BINARY = "binary";

  /** The ARPA file; {@code .gz} is added if it is compressed. */
  public static final String ARPA = "model.arpa";

  /** HOCON; {@code text} says how text becomes the words of the model. */
  public static final String SETTINGS = "model.conf";

  /** Subfolder of what is only there while the ARPA file is put together. */
  private static final String PARTS = "_parts";

  /**
   * The files of a configuration.
   *
   * @param hadoop where the file systems are
   */
  public static ModelFiles of(String folder, NgramConfig config, Configuration hadoop) {
    int bits = config.quantizeBits();
    return new ModelFiles(
        folder,
        config.output(),
        bits == 0 ? Precision.EXACT : Precision.quantized(bits),
        new SerializableConfiguration(hadoop),
        null);
  }

  /**
   * The same for tasks that all run in this process: on the local disk each of them can write into
   * the ARPA file itself.
   */
  ModelFiles inOneProcess() {
    if (output != NgramConfig.Output.ARPA && output != NgramConfig.Output.BOTH) {
      return this; // none, or compressed: of unknown size
    }
    try {
      Path path = new Path(folder, ARPA);
      FileSystem fs = path.getFileSystem(hadoop.value());
      return fs instanceof LocalFileSystem local
          ? new ModelFiles(folder, output, precision, hadoop, local.pathToFile(path).getPath())
          : this;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder, e);
    }
  }

  /** Says how text becomes the words of the model. */
  public void writeSettings(TextConfig text) {
    new HadoopStore(hadoop.value())
        .writeString(folder + "/" + SETTINGS, SettingsWriter.render(Map.of("text", text)));
  }

  /** Writes a model that is in memory as a whole. */
  public void write(NgramTrie trie, Lexicon lexicon) {
    ModelFiles files = inOneProcess();
    List<ShardOutcome> shards = List.of(files.writeShard(0, trie, lexicon));
    files.placeArpa(shards, lexicon).ifPresent(arpa -> arpa.write(0, trie, lexicon));
    files.finish(shards, lexicon);
  }

  /** Whether the lines of the ARPA file are written after all shards, where they belong. */
  boolean placesArpa() {
    return arpaPath != null;
  }

  /** Writes a shard, but for lines that are to be placed; by the task that has it. */
  ShardOutcome writeShard(int number, NgramTrie trie, Lexicon lexicon) {
    long[] ngrams = new long[trie.order()];
    Arrays.setAll(ngrams, k -> trie.level(k + 1).size());
    if (output.hasArpa() && !placesArpa()) {
      parts().write(number, trie, lexicon);
    }
    ShardSummary binary = output.hasBinary() ? writeBinary(number, trie, lexicon.size()) : null;
    long[] arpaBytes = placesArpa() ? ArpaSections.sizes(trie, lexicon) : null;
    return new ShardOutcome(ngrams, binary, arpaBytes);
  }

  private ShardSummary writeBinary(int number, NgramTrie trie, int words) {
    Store store = new HadoopStore(hadoop.value());
    return Attempt.write(
        store,
        folder + "/" + BINARY,
        attempt -> BinaryModelWriter.writeShard(store, attempt, number, trie, words, precision));
  }

  /** The ARPA file that the lines of all shards are to be written into; none if they are not. */
  Optional<PlacedArpa> placeArpa(List<ShardOutcome> shards, Lexicon lexicon) {
    if (!placesArpa()) {
      return Optional.empty();
    }
    try {
      return Optional.of(PlacedArpa.create(java.nio.file.Path.of(arpaPath), shards, lexicon));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + arpaPath, e);
    }
  }

  /** Puts the shards together. */
  void finish(List<ShardOutcome> shards, Lexicon lexicon) {
    Store store = new HadoopStore(hadoop.value());
    if (output.hasBinary()) {
      Attempt.deleteLost(store, folder + "/" + BINARY);
      BinaryModelWriter.finish(
          store,
          folder + "/" + BINARY,
          lexicon,
          precision,
          shards.stream().map(ShardOutcome::binary).toList());
    }
    if (output.hasArpa() && !placesArpa()) {
      parts().join(shards, lexicon);
    }
  }

  private ArpaParts parts() {
    boolean gzip = output == NgramConfig.Output.ARPA_GZ;
    return new ArpaParts(
        folder + "/" + ARPA + (gzip ? ".gz" : ""), folder + "/" + PARTS, gzip, hadoop);
  }
}

package io.timestep.jobs.ngram;

import io.timestep.config.SettingsWriter;
import io.timestep.jobs.engine.HadoopStore;
import io.timestep.ngram.binary.BinaryModelWriter;
import io.timestep.ngram.binary.Precision;
import io.timestep.ngram.binary.ShardSummary;
import io.timestep.ngram.model.ArpaSections;
import io.timestep.ngram.model.ArpaWriter;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import io.timestep.util.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The files of a model: tasks write shards, the driver puts them together.
 *
 * @param folder of the model
 * @param output which files
 * @param precision of the binary model
 */
public record ModelFiles(
    String folder, NgramConfig.Output output, Precision precision, SerializableConfiguration hadoop)
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
        new SerializableConfiguration(hadoop));
  }

  /** Says how text becomes the words of the model. */
  public void writeSettings(TextConfig text) {
    new HadoopStore(hadoop.value())
        .writeString(folder + "/" + SETTINGS, SettingsWriter.render(Map.of("text", text)));
  }

  /** Writes a model that is in memory as a whole. */
  public void write(NgramTrie trie, Lexicon lexicon) {
    finish(List.of(writeShard(0, trie, lexicon)), lexicon);
  }

  /** Writes a shard; by the task that has it. */
  ShardOutcome writeShard(int number, NgramTrie trie, Lexicon lexicon) {
    Store store = new HadoopStore(hadoop.value());
    long[] ngrams = new long[trie.order()];
    Arrays.setAll(ngrams, k -> trie.level(k + 1).size());
    if (output.hasArpa()) {
      writeSections(store, number, trie, lexicon);
    }
    ShardSummary binary =
        output.hasBinary()
            ? BinaryModelWriter.writeShard(
                store, folder + "/" + BINARY, number, trie, lexicon.size(), precision)
            : null;
    return new ShardOutcome(ngrams, binary);
  }

  /** Puts the shards together. */
  void finish(List<ShardOutcome> shards, Lexicon lexicon) {
    Store store = new HadoopStore(hadoop.value());
    if (output.hasBinary()) {
      BinaryModelWriter.finish(
          store,
          folder + "/" + BINARY,
          lexicon,
          precision,
          shards.stream().map(ShardOutcome::binary).toList());
    }
    if (output.hasArpa()) {
      joinArpa(store, shards, lexicon);
    }
  }

  private void writeSections(Store store, int number, NgramTrie trie, Lexicon lexicon) {
    List<OutputStream> outs = new ArrayList<>();
    try {
      for (int order = 1; order <= trie.order(); order++) {
        outs.add(compressed(store.create(section(order, number))));
      }
      ArpaSections.write(trie, lexicon, outs);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write shard %d in %s".formatted(number, folder), e);
    } finally {
      outs.forEach(ModelFiles::close);
    }
  }

  private static void close(OutputStream out) {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a section", e);
    }
  }

  /** Header, sections and end become one file; of compressed parts, one stream of members. */
  private void joinArpa(Store store, List<ShardOutcome> shards, Lexicon lexicon) {
    int order = shards.get(0).ngrams().length;
    long[] ngrams = new long[order];
    for (ShardOutcome shard : shards) {
      for (int k = 0; k < order; k++) {
        ngrams[k] += shard.ngrams()[k];
      }
    }
    List<String> parts = new ArrayList<>();
    parts.add(text(store, "header", lexicon, writer -> writer.header(ngrams)));
    for (int k = 1; k <= order; k++) {
      int section = k;
      parts.add(text(store, "begin-" + k, lexicon, writer -> writer.beginSection(section)));
      for (int number = 0; number < shards.size(); number++) {
        parts.add(section(k, number));
      }
      parts.add(text(store, "end-" + k, lexicon, ArpaWriter::endSection));
    }
    parts.add(text(store, "end", lexicon, ArpaWriter::end));
    boolean gzip = output == NgramConfig.Output.ARPA_GZ;
    FileJoin.join(hadoop.value(), parts, folder + "/" + ARPA + (gzip ? ".gz" : ""));
    store.delete(folder + "/" + PARTS);
  }

  private String section(int order, int shard) {
    return "%s/%s/section-%d-%05d".formatted(folder, PARTS, order, shard);
  }

  private interface Piece {
    void write(ArpaWriter writer) throws IOException;
  }

  private String text(Store store, String name, Lexicon lexicon, Piece piece) {
    String path = "%s/%s/%s".formatted(folder, PARTS, name);
    try (OutputStream out = compressed(store.create(path))) {
      ArpaWriter writer = new ArpaWriter(lexicon, out);
      piece.write(writer);
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
    return path;
  }

  private OutputStream compressed(OutputStream out) throws IOException {
    return output == NgramConfig.Output.ARPA_GZ ? new GZIPOutputStream(out, 1 << 16) : out;
  }
}

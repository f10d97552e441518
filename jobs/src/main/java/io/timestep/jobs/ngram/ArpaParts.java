package io.timestep.jobs.ngram;

import io.timestep.jobs.engine.HadoopStore;
import io.timestep.ngram.model.ArpaSections;
import io.timestep.ngram.model.ArpaWriter;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.util.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.util.SerializableConfiguration;

/**
 * An ARPA file on any file system, whose shards are files at first, one for each order, that are
 * joined at last; of compressed parts becomes one stream of members.
 *
 * @param target path of the file
 * @param folder of the parts; gone in the end
 * @param gzip whether they are compressed
 */
record ArpaParts(String target, String folder, boolean gzip, SerializableConfiguration hadoop)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Writes a shard. */
  void write(int shard, NgramTrie trie, Lexicon lexicon) {
    Store store = new HadoopStore(hadoop.value());
    Attempt.write(
        store,
        folder,
        attempt -> {
          write(store, attempt, shard, trie, lexicon);
          return null;
        });
  }

  private void write(Store store, String attempt, int shard, NgramTrie trie, Lexicon lexicon) {
    List<OutputStream> outs = new ArrayList<>();
    try {
      for (int order = 1; order <= trie.order(); order++) {
        outs.add(compressed(store.create(section(attempt, order, shard))));
      }
      ArpaSections.write(trie, lexicon, outs);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write shard %d in %s".formatted(shard, attempt), e);
    } finally {
      outs.forEach(ArpaParts::close);
    }
  }

  private static void close(OutputStream out) {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a section", e);
    }
  }

  /** Makes one file of all shards. */
  void join(List<ShardOutcome> shards, Lexicon lexicon) {
    Store store = new HadoopStore(hadoop.value());
    long[] ngrams = ShardOutcome.ngrams(shards);
    List<String> parts = new ArrayList<>();
    parts.add(piece(store, "header", lexicon, writer -> writer.header(ngrams)));
    for (int k = 1; k <= ngrams.length; k++) {
      int order = k;
      parts.add(piece(store, "begin-" + k, lexicon, writer -> writer.beginSection(order)));
      for (int shard = 0; shard < shards.size(); shard++) {
        parts.add(section(folder, k, shard));
      }
      parts.add(piece(store, "end-" + k, lexicon, ArpaWriter::endSection));
    }
    parts.add(piece(store, "end", lexicon, ArpaWriter::end));
    FileJoin.join(hadoop.value(), parts, target);
    store.delete(folder);
  }

  private static String section(String folder, int order, int shard) {
    return "%s/section-%d-%05d".formatted(folder, order, shard);
  }

  private String piece(Store store, String name, Lexicon lexicon, ArpaPiece piece) {
    String path = "%s/%s".formatted(folder, name);
    try (OutputStream out = compressed(store.create(path))) {
      out.write(ArpaPiece.bytes(lexicon, piece));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
    return path;
  }

  private OutputStream compressed(OutputStream out) throws IOException {
    return gzip ? new GZIPOutputStream(out, 1 << 16) : out;
  }
}

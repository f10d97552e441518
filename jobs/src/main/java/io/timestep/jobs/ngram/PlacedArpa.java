package io.timestep.jobs.ngram;

import io.timestep.ngram.model.ArpaSections;
import io.timestep.ngram.model.ArpaWriter;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * An ARPA file on the local disk whose shards are written where they belong, in any order and side
 * by side: every byte once. The sizes of all sections must be known before. A shard may be written
 * again after a failure: it is the same bytes in the same place.
 *
 * @param file its path
 * @param starts where each shard's lines begin, [order][shards]
 * @param sizes bytes of each shard's lines, [order][shards]
 */
record PlacedArpa(String file, long[][] starts, long[][] sizes) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Creates the file with all that is between the shards. */
  static PlacedArpa create(Path file, List<ShardOutcome> shards, Lexicon lexicon)
      throws IOException {
    long[] ngrams = ShardOutcome.ngrams(shards);
    long[][] starts = new long[ngrams.length][shards.size()];
    long[][] sizes = new long[ngrams.length][shards.size()];
    Files.createDirectories(file.getParent());
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream bytes = Channels.newOutputStream(out);
      bytes.write(ArpaPiece.bytes(lexicon, writer -> writer.header(ngrams)));
      for (int k = 0; k < ngrams.length; k++) {
        int order = k + 1;
        bytes.write(ArpaPiece.bytes(lexicon, writer -> writer.beginSection(order)));
        long at = out.position();
        for (int shard = 0; shard < shards.size(); shard++) {
          starts[k][shard] = at;
          sizes[k][shard] = shards.get(shard).arpaBytes()[k];
          at += sizes[k][shard];
        }
        out.position(at);
        bytes.write(ArpaPiece.bytes(lexicon, ArpaWriter::endSection));
      }
      bytes.write(ArpaPiece.bytes(lexicon, ArpaWriter::end));
    }
    return new PlacedArpa(file.toString(), starts, sizes);
  }

  /** Writes a shard. */
  void write(int shard, NgramTrie trie, Lexicon lexicon) {
    List<FileChannel> channels = new ArrayList<>();
    try {
      List<OutputStream> outs = new ArrayList<>();
      for (long[] ofOrder : starts) {
        FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.WRITE);
        channels.add(channel);
        channel.position(ofOrder[shard]);
        outs.add(Channels.newOutputStream(channel));
      }
      ArpaSections.write(trie, lexicon, outs);
      for (int k = 0; k < starts.length; k++) {
        long written = channels.get(k).position() - starts[k][shard];
        if (written != sizes[k][shard]) {
          throw new IOException(
              "%d-grams of shard %d: %d bytes, expected %d"
                  .formatted(k + 1, shard, written, sizes[k][shard]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    } finally {
      channels.forEach(PlacedArpa::close);
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a section", e);
    }
  }
}

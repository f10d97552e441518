package io.timestep.ngram.binary;

import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.util.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes binary models. Shards are written by as many tasks as there are, in any order; whoever
 * gathers their summaries finishes the folder:
 *
 * <pre>{@code
 * ShardSummary summary = BinaryModelWriter.writeShard(store, folder, i, trie, words, precision);
 * Manifest manifest = BinaryModelWriter.finish(store, folder, lexicon, precision, summaries);
 * }</pre>
 */
public final class BinaryModelWriter {
  private BinaryModelWriter() {}

  /** The name of a shard's file. */
  public static String shardName(int number) {
    return "shard-%05d.trie".formatted(number);
  }

  /**
   * Writes a shard: the N-grams that begin with certain words, whose ids follow each other.
   *
   * @param number of the shard, which only its name shows
   * @param trie its unigrams are those words, all of them
   * @param vocabularySize words of the whole model's lexicon
   * @param precision the same for all shards
   */
  public static ShardSummary writeShard(
      Store store,
      String folder,
      int number,
      NgramTrie trie,
      int vocabularySize,
      Precision precision) {
    String name = shardName(number);
    String path = folder + "/" + name;
    try (OutputStream out = store.create(path)) {
      return ShardWriter.write(out, name, trie, vocabularySize, precision);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  /**
   * Writes lexicon and manifest beside the shards: the model is whole.
   *
   * @param precision the shards'
   * @param shards in any order; together they have every word of the lexicon once
   */
  public static Manifest finish(
      Store store, String folder, Lexicon lexicon, Precision precision, List<ShardSummary> shards) {
    String path = folder + "/" + LexiconFile.NAME;
    LexiconFile.Written written;
    try (OutputStream out = store.create(path)) {
      written = LexiconFile.write(out, lexicon);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
    Manifest.LexiconEntry entry =
        new Manifest.LexiconEntry(
            LexiconFile.NAME,
            lexicon.size(),
            written.bytes(),
            written.crc32c(),
            lexicon.fingerprint());
    Manifest manifest = Manifest.of(precision, entry, shards);
    manifest.write(store, folder + "/" + Manifest.NAME);
    return manifest;
  }

  /**
   * Writes a model that is in memory as a whole.
   *
   * @param shards how many files the trie is cut into, at most; 1 is the fastest to ask
   */
  public static Manifest write(
      Store store,
      String folder,
      Lexicon lexicon,
      NgramTrie trie,
      Precision precision,
      int shards) {
    List<ShardSummary> summaries = new ArrayList<>();
    for (NgramTrie part : TrieCutter.cut(trie, shards)) {
      summaries.add(writeShard(store, folder, summaries.size(), part, lexicon.size(), precision));
    }
    return finish(store, folder, lexicon, precision, summaries);
  }
}

package io.timestep.ngram.binary;

import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.query.BackoffModel;
import io.timestep.ngram.query.NgramContext;
import io.timestep.util.LocalStore;
import io.timestep.util.UserException;
import java.nio.file.Path;

/** A binary model in a folder of the local disk, mapped into memory and asked where it lies. */
public final class BinaryModel implements BackoffModel {
  /** Words for which the table of shards has one entry. */
  private static final int BLOCK_SHIFT = 4;

  private final Manifest manifest;
  private final Lexicon lexicon;
  private final Shard[] shards;

  /** The shard of the first word of each block of words, [blocks]. */
  private final int[] shardOfBlock;

  private BinaryModel(Manifest manifest, Lexicon lexicon, Shard[] shards) {
    this.manifest = manifest;
    this.lexicon = lexicon;
    this.shards = shards;
    this.shardOfBlock = new int[(lexicon.size() >> BLOCK_SHIFT) + 1];
    int shard = 0;
    for (int block = 0; block < shardOfBlock.length; block++) {
      shard = advance(shard, block << BLOCK_SHIFT);
      shardOfBlock[block] = shard;
    }
  }

  /**
   * Opens a model and checks every byte of it.
   *
   * @throws UserException if a file is missing, damaged or of a newer format
   */
  public static BinaryModel open(Path folder) {
    return open(folder, Check.CHECKSUMS);
  }

  /**
   * Opens a model.
   *
   * @throws UserException if a file is missing, damaged or of a newer format
   */
  public static BinaryModel open(Path folder, Check check) {
    Manifest manifest = Manifest.read(new LocalStore(), folder.toString());
    Manifest.LexiconEntry entry = manifest.lexicon();
    MappedFile words =
        MappedFile.open(
            folder.resolve(entry.file()), FileFrame.LEXICON, entry.bytes(), entry.crc32c(), check);
    Lexicon lexicon = LexiconFile.read(words);
    if (lexicon.size() != entry.words()) {
      throw words.broken("has %d words, expected %d".formatted(lexicon.size(), entry.words()));
    }
    Shard[] shards =
        manifest.shards().stream()
            .map(summary -> Shard.open(folder, summary, check))
            .toArray(Shard[]::new);
    return new BinaryModel(manifest, lexicon, shards);
  }

  @Override
  public int order() {
    return manifest.order();
  }

  @Override
  public Lexicon lexicon() {
    return lexicon;
  }

  /** What the folder holds. */
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public NgramContext context() {
    return new Context();
  }

  private int shardOf(int word) {
    return advance(shardOfBlock[word >> BLOCK_SHIFT], word);
  }

  private int advance(int shard, int word) {
    int at = shard;
    while (at + 1 < shards.length && shards[at + 1].firstWord() <= word) {
      at++;
    }
    return at;
  }

  private final class Context extends NgramContext {
    /** The shard that the context of each length is in, [order]; place 0 is not used. */
    private final Shard[] places = new Shard[order()];

    Context() {
      super(BinaryModel.this.order());
    }

    @Override
    protected int find(int length, int word) {
      return places[length].level(length + 1).find(begins[length], ends[length], word);
    }

    @Override
    protected int childWord(int length, int child) {
      return places[length].level(length + 1).word(child);
    }

    @Override
    protected float childLog10Prob(int length, int child) {
      return places[length].level(length + 1).log10Prob(child);
    }

    @Override
    protected void enterChild(int length, int child) {
      enter(length + 1, places[length], child);
    }

    @Override
    protected float unigramLog10Prob(int word) {
      Shard shard = shards[shardOf(word)];
      return shard.level(1).log10Prob(shard.unigram(word));
    }

    @Override
    protected void enterUnigram(int word) {
      Shard shard = shards[shardOf(word)];
      enter(1, shard, shard.unigram(word));
    }

    @Override
    protected void copyPlaces(NgramContext other) {
      System.arraycopy(((Context) other).places, 0, places, 0, places.length);
    }

    private void enter(int length, Shard shard, int node) {
      PackedLevel level = shard.level(length);
      begins[length] = level.children(node);
      ends[length] = level.children(node + 1);
      log10Backoffs[length] = level.log10Backoff(node);
      places[length] = shard;
    }
  }
}

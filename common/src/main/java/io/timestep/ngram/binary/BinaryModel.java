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
    Manifest manifest = Manifest.read(new LocalStore(), folder.toString());
    Manifest.LexiconEntry entry = manifest.lexicon();
    MappedFile words =
        MappedFile.open(
            folder.resolve(entry.file()), FileFrame.LEXICON, entry.bytes(), entry.crc32c());
    Lexicon lexicon = LexiconFile.read(words);
    if (lexicon.size() != entry.words()) {
      throw words.broken("has %d words, expected %d".formatted(lexicon.size(), entry.words()));
    }
    Shard[] shards =
        manifest.shards().stream()
            .map(summary -> Shard.open(folder, summary))
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
    /** The shard that the context of each length is in, [order]; at place 0 the word located. */
    private final Shard[] places = new Shard[order()];

    private final SearchCache cache = new SearchCache();

    /** The place of a search in the cache, by length; -1: it has none, [order]. */
    private final int[] slots = new int[order()];

    /** The searches that the cache does not answer, each in a lane: its length, [lanes]. */
    private final int[] lanes = new int[order()];

    /** What each lane searches, [lanes]. */
    private final PackedLevel[] levels = new PackedLevel[order()];

    /** Where the word may be at the earliest, [lanes]. */
    private final int[] from = new int[order()];

    /** Among how many nodes from there on it is, [lanes]. */
    private final int[] count = new int[order()];

    Context() {
      super(BinaryModel.this.order());
    }

    @Override
    protected void locate(int word, int longestLength) {
      Shard shard = shards[shardOf(word)];
      places[0] = shard;
      located[0] = shard.unigram(word);
      int open = 0;
      for (int length = 1; length <= longestLength; length++) {
        int begin = begins[length];
        int children = ends[length] - begin;
        slots[length] = -1;
        located[length] = ABSENT;
        if (children == 0) {
          continue;
        }
        PackedLevel level = places[length].level(length + 1);
        if (children >= SearchCache.WORTHWHILE) {
          int slot = SearchCache.slot(begin, word);
          if (cache.has(slot, level, begin, word)) {
            located[length] = cache.found(slot);
            continue;
          }
          slots[length] = slot;
        }
        lanes[open] = length;
        levels[open] = level;
        from[open] = begin;
        count[open] = children;
        open++;
      }
      search(word, open);
    }

    /**
     * Searches the lanes by halving them in turn, so that memory is asked for several records at a
     * time: most of the time of a query is waiting for it.
     */
    private void search(int word, int open) {
      for (boolean more = open > 0; more; ) {
        more = false;
        for (int lane = 0; lane < open; lane++) {
          int half = count[lane] >>> 1;
          if (half > 0) {
            int middle = from[lane] + half;
            from[lane] = levels[lane].word(middle) <= word ? middle : from[lane];
            count[lane] -= half;
            more |= count[lane] > 1;
          }
        }
      }
      for (int lane = 0; lane < open; lane++) {
        int length = lanes[lane];
        int found = levels[lane].word(from[lane]) == word ? from[lane] : ABSENT;
        located[length] = found;
        if (slots[length] >= 0) {
          cache.put(slots[length], levels[lane], begins[length], word, found);
        }
      }
    }

    @Override
    protected int childWord(int length, int child) {
      return children(length).word(child);
    }

    @Override
    protected float childLog10Prob(int length, int child) {
      return children(length).log10Prob(child);
    }

    @Override
    protected void enterChild(int length, int child) {
      PackedLevel level = children(length);
      begins[length + 1] = level.children(child);
      ends[length + 1] = level.children(child + 1);
      log10Backoffs[length + 1] = level.log10Backoff(child);
      places[length + 1] = places[length];
    }

    @Override
    protected float unigramLog10Prob(int word) {
      Shard shard = shards[shardOf(word)];
      return shard.level(1).log10Prob(shard.unigram(word));
    }

    @Override
    protected void copyPlaces(NgramContext other) {
      System.arraycopy(((Context) other).places, 0, places, 0, places.length);
    }

    private PackedLevel children(int length) {
      return places[length].level(length + 1);
    }
  }
}

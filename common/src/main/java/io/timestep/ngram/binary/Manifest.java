package io.timestep.ngram.binary;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.util.Json;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a binary model's folder holds ({@code ngram.json}).
 *
 * @param format version of the folder and of every file in it
 * @param order length of the longest N-grams
 * @param counts N-grams by order, from 1, of all shards
 * @param precision bits kept of a probability and a backoff weight
 * @param lexicon the words' file
 * @param shards by rising words; every word of the lexicon is in one
 */
public record Manifest(
    int format,
    int order,
    List<Long> counts,
    Precision precision,
    LexiconEntry lexicon,
    List<ShardSummary> shards) {
  /** Name of the file in the folder. */
  public static final String NAME = "ngram.json";

  /**
   * The words' file.
   *
   * @param file its name in the folder
   * @param words their number, the three specials included
   * @param bytes length of the file
   * @param crc32c checksum of the file but its last 8 bytes, 8 hexadecimal digits
   * @param fingerprint hash of the words in order ({@link
   *     io.timestep.ngram.model.Lexicon#fingerprint})
   */
  public record LexiconEntry(
      String file, int words, long bytes, String crc32c, String fingerprint) {}

  /** The file: the checksum is that of the manifest's JSON on one line. */
  private record Sealed(String crc32c, Manifest manifest) {}

  public Manifest {
    counts = List.copyOf(counts);
    shards = List.copyOf(shards);
    int next = 0;
    for (ShardSummary shard : shards) {
      if (shard.firstWord() != next || shard.counts().size() != order) {
        throw new IllegalArgumentException(
            "expected a shard of order %d from word %d on, got order %d, words %d to %d"
                .formatted(
                    order, next, shard.counts().size(), shard.firstWord(), shard.endWord() - 1));
      }
      next = shard.endWord();
    }
    if (next != lexicon.words() || !counts.equals(sum(order, shards))) {
      throw new IllegalArgumentException(
          "the shards have %d words and %s N-grams, expected %d and %s"
              .formatted(next, sum(order, shards), lexicon.words(), counts));
    }
  }

  /** The manifest of shards, in any order. */
  static Manifest of(Precision precision, LexiconEntry lexicon, List<ShardSummary> shards) {
    List<ShardSummary> sorted = new ArrayList<>(shards);
    sorted.sort(Comparator.comparingInt(ShardSummary::firstWord));
    int order = sorted.get(0).counts().size();
    return new Manifest(FileFrame.FORMAT, order, sum(order, sorted), precision, lexicon, sorted);
  }

  private static List<Long> sum(int order, List<ShardSummary> shards) {
    List<Long> sums = new ArrayList<>(Collections.nCopies(order, 0L));
    for (ShardSummary shard : shards) {
      for (int k = 0; k < order; k++) {
        sums.set(k, sums.get(k) + shard.counts().get(k));
      }
    }
    return sums;
  }

  /** Bytes of the lexicon and all shards. */
  public long bytes() {
    return lexicon.bytes() + shards.stream().mapToLong(ShardSummary::bytes).sum();
  }

  void write(Store store, String path) {
    store.writeString(path, Json.pretty(new Sealed(checksum(), this)));
  }

  /**
   * Reads a model's manifest.
   *
   * @throws UserException if it is missing, of a newer format or damaged
   */
  public static Manifest read(Store store, String folder) {
    String path = folder + "/" + NAME;
    if (!store.exists(path)) {
      throw new UserException("%s: no such file; expected a binary N-gram model".formatted(path));
    }
    String text = store.readString(path);
    JsonNode json = Json.parse(text, path);
    int format = json.path("manifest").path("format").asInt();
    if (format > FileFrame.FORMAT) {
      throw MappedFile.newer(path, format);
    }
    Sealed sealed = Json.parse(text, Sealed.class, path);
    if (!sealed.manifest().checksum().equals(sealed.crc32c())) {
      throw new UserException(
          "%s: checksum %s, expected %s; copy the folder again, or build the model anew"
              .formatted(path, sealed.manifest().checksum(), sealed.crc32c()));
    }
    return sealed.manifest();
  }

  private String checksum() {
    CRC32C sum = new CRC32C();
    sum.update(Json.line(this).getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted((int) sum.getValue());
  }
}

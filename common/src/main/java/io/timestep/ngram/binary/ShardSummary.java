package io.timestep.ngram.binary;

import java.io.Serializable;
import java.util.List;

/**
 * What the manifest says of a shard, as its writer returns it.
 *
 * @param file its name in the folder
 * @param firstWord id of the first of the words that its N-grams begin with
 * @param endWord id after the last of them
 * @param counts N-grams by order, from 1
 * @param bytes length of the file
 * @param crc32c checksum of the file but its last 8 bytes, 8 hexadecimal digits
 */
public record ShardSummary(
    String file, int firstWord, int endWord, List<Long> counts, long bytes, String crc32c)
    implements Serializable {
  public ShardSummary {
    counts = List.copyOf(counts);
    if (firstWord < 0 || endWord <= firstWord || counts.isEmpty()) {
      throw new IllegalArgumentException(
          "Shard %s of words %d to %d, orders %d"
              .formatted(file, firstWord, endWord, counts.size()));
    }
  }
}

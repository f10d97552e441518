package io.timestep.ngram.binary;

import java.nio.file.Path;

/** The N-grams that begin with some of the words: a part of the trie, mapped. */
final class Shard {
  private final int firstWord;
  private final PackedLevel[] levels;

  private Shard(int firstWord, PackedLevel[] levels) {
    this.firstWord = firstWord;
    this.levels = levels;
  }

  static Shard open(Path folder, ShardSummary summary) {
    MappedFile file =
        MappedFile.open(
            folder.resolve(summary.file()), FileFrame.SHARD, summary.bytes(), summary.crc32c());
    int order = summary.counts().size();
    long at = FileFrame.HEAD_BYTES;
    if (file.longAt(at) != order
        || file.intAt(at + 8) != summary.firstWord()
        || file.intAt(at + 12) != summary.endWord()) {
      throw file.broken("is not the shard that the manifest means");
    }
    PackedLevel[] levels = new PackedLevel[order + 1];
    at += ShardWriter.HEADER_BYTES;
    for (int k = 1; k <= order; k++, at += LevelLayout.BYTES) {
      LevelLayout layout = LevelLayout.read(file, at);
      if (layout.nodes() != summary.counts().get(k - 1)
          || layout.isLeaf() != (k == order)
          || layout.end() > file.bytes() - FileFrame.TAIL_BYTES) {
        throw file.broken("its N-grams of order %d are not where they should be".formatted(k));
      }
      levels[k] = new PackedLevel(file, layout);
    }
    return new Shard(summary.firstWord(), levels);
  }

  int firstWord() {
    return firstWord;
  }

  /** The unigram of one of the shard's words. */
  int unigram(int word) {
    return word - firstWord;
  }

  PackedLevel level(int order) {
    return levels[order];
  }
}

package io.timestep.ngram.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import io.timestep.ngram.query.BackoffModel;
import io.timestep.ngram.query.BackoffModelContract;
import io.timestep.ngram.query.NgramContext;
import io.timestep.ngram.query.NgramTable;
import io.timestep.util.LocalStore;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BinaryModelTest extends BackoffModelContract {
  private static Manifest write(Path folder, NgramTable table, Precision precision, int shards) {
    return BinaryModelWriter.write(
        new LocalStore(), folder.toString(), table.lexicon(), table.trie(), precision, shards);
  }

  private static BinaryModel model(NgramTable table, Precision precision, int shards) {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      write(folder.path(), table, precision, shards);
      return BinaryModel.open(folder.path());
    }
  }

  @Override
  protected BackoffModel model(NgramTable table) {
    return model(table, Precision.EXACT, 1 + table.ngrams().size() % 5);
  }

  @Example
  void manyChildrenAreFoundWhereverTheyLie() {
    NgramTable table = NgramTable.random(7, 3, 2000, 20_000);
    NgramContext context = model(table, Precision.EXACT, 3).context();
    for (List<Integer> ngram : table.ngrams()) {
      context.clear();
      double last = 0;
      for (int word : ngram) {
        last = context.read(word);
      }
      assertThat(last).isEqualTo(table.log10Prob(ngram));
    }
  }

  @Property(tries = 30)
  void quantizedProbabilitiesAreTheNearestOfTheirOrdersCodes(
      @ForAll long seed, @ForAll @IntRange(min = 4, max = 8) int bits) {
    NgramTable table = NgramTable.random(seed, 3, 40, 400);
    NgramContext context = model(table, Precision.quantized(bits), 1).context();
    List<Codebook> codebooks =
        List.of(
            Codebook.of(table.trie().level(2).log10Probs(), bits),
            Codebook.of(table.trie().level(3).log10Probs(), bits));
    for (List<Integer> ngram : table.ngrams()) {
      context.clear();
      double last = 0;
      for (int word : ngram) {
        last = context.read(word);
      }
      float exact = table.log10Prob(ngram);
      if (ngram.size() == 1) {
        assertThat(last).as("unigrams are exact").isEqualTo(exact);
      } else {
        Codebook codes = codebooks.get(ngram.size() - 2);
        assertThat(last).isEqualTo(codes.values()[codes.encode(exact)]);
      }
    }
  }

  @Example
  void aModelWithFewDifferentValuesLosesNothingByQuantization() {
    NgramTable table = new NgramTable(2, 6);
    for (int word = 0; word < 6; word++) {
      table.with(-word, 0, word);
      for (int next = 0; next < 6; next++) {
        table.with(-0.1 * ((word + next) % 4), 0, word, next);
      }
    }
    NgramContext context = model(table, Precision.quantized(4), 2).context();
    for (List<Integer> ngram : table.ngrams()) {
      context.clear();
      ngram.subList(0, ngram.size() - 1).forEach(context::read);
      assertThat(context.read(ngram.get(ngram.size() - 1))).isEqualTo(table.log10Prob(ngram));
    }
  }

  @Example
  void theManifestTellsOfAllShards() {
    NgramTable table = NgramTable.random(3, 3, 100, 1000);
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Manifest written = write(folder.path(), table, Precision.EXACT, 4);
      Manifest read = Manifest.read(new LocalStore(), folder.path().toString());
      assertThat(read).isEqualTo(written);
      assertThat(read.shards()).hasSize(4);
      assertThat(read.shards().get(0).file()).isEqualTo("shard-00000.trie");
      assertThat(read.lexicon().fingerprint()).isEqualTo(table.lexicon().fingerprint());
      for (int order = 1; order <= 3; order++) {
        assertThat(read.counts().get(order - 1)).isEqualTo(table.trie().level(order).size());
      }
      assertThat(folder.path().resolve("shard-00003.trie").toFile().length())
          .isEqualTo(read.shards().get(3).bytes());
    }
  }

  @Example
  void aModelTakesNoMoreThanTheTrieOfKenLm() {
    NgramTable table = NgramTable.random(5, 4, 3000, 30_000);
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Manifest manifest = write(folder.path(), table, Precision.EXACT, 1);
      List<Long> n = manifest.counts();
      int wordBits = 12; // ids up to 2999
      long kenlm = 16 * n.get(0);
      for (int order = 2; order < 4; order++) {
        int pointer = Long.SIZE - Long.numberOfLeadingZeros(n.get(order));
        kenlm += n.get(order - 1) * (wordBits + 31 + 32 + pointer) / 8;
      }
      kenlm += n.get(3) * (wordBits + 31) / 8;
      assertThat(manifest.shards().get(0).bytes()).isLessThan(kenlm);
      long words = table.lexicon().blob().length + 9L * table.lexicon().size();
      assertThat(manifest.lexicon().bytes()).isLessThan(words);
      assertThat(manifest.bytes()).isLessThan(kenlm + words);
    }
  }

  @Example
  void theSameModelIsTheSameBytesHoweverItsShardsWereGathered() {
    NgramTable table = NgramTable.random(9, 3, 50, 300);
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Manifest written = write(folder.path(), table, Precision.EXACT, 3);
      List<ShardSummary> reversed =
          List.of(written.shards().get(2), written.shards().get(0), written.shards().get(1));
      Manifest again =
          BinaryModelWriter.finish(
              new LocalStore(),
              folder.path().toString(),
              table.lexicon(),
              Precision.EXACT,
              reversed);
      assertThat(again).isEqualTo(written);
    }
  }

  @Example
  void shardsThatLackWordsAreNoModel() {
    NgramTable table = NgramTable.random(9, 2, 50, 300);
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Manifest written = write(folder.path(), table, Precision.EXACT, 3);
      Lexicon lexicon = table.lexicon();
      assertThatThrownBy(
              () ->
                  BinaryModelWriter.finish(
                      new LocalStore(),
                      folder.path().toString(),
                      lexicon,
                      Precision.EXACT,
                      List.of(written.shards().get(0), written.shards().get(2))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("from word " + written.shards().get(0).endWord());
    }
  }

  @Example
  void valuesThatAreNoLogProbabilitiesAreRefused() {
    Lexicon lexicon = Lexicon.of(List.of());
    for (float prob : new float[] {0.5f, Float.NaN}) {
      NgramTrie trie =
          new NgramTrie(
              List.of(new TrieLevel(new int[] {0, 1, 2}, new float[] {-1, 0, prob}, null, null)));
      try (TemporaryFolder folder = TemporaryFolder.create()) {
        assertThatThrownBy(
                () ->
                    BinaryModelWriter.write(
                        new LocalStore(),
                        folder.path().toString(),
                        lexicon,
                        trie,
                        Precision.EXACT,
                        1))
            .hasMessageContaining("log10 p of order 1 must be at most 0");
      }
    }
  }
}

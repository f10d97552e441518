package io.timestep.ngram.binary;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.ngram.query.NgramTable;
import io.timestep.util.LocalStore;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedModelTest {
  @TempDir Path folder;

  @BeforeEach
  void write() {
    NgramTable table = NgramTable.random(11, 3, 60, 400);
    BinaryModelWriter.write(
        new LocalStore(), folder.toString(), table.lexicon(), table.trie(), Precision.EXACT, 2);
  }

  private void refused(String... parts) {
    assertThatThrownBy(() -> BinaryModel.open(folder))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(parts);
  }

  private byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  private void put(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shard-00001.trie", "lexicon.bin", "ngram.json"})
  void a_missing_file_is_named(String name) throws IOException {
    Files.delete(folder.resolve(name));
    refused(name, "no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shard-00000.trie", "lexicon.bin"})
  void a_file_cut_short_is_refused_with_both_lengths(String name) throws IOException {
    byte[] whole = bytes(name);
    for (int length : new int[] {0, 5, 16, whole.length - 8, whole.length - 1}) {
      put(name, Arrays.copyOf(whole, length));
      refused(name, "has %d bytes, expected %d".formatted(length, whole.length), "copy it again");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shard-00000.trie", "lexicon.bin", "ngram.json"})
  void no_flipped_bit_goes_unnoticed(String name) throws IOException {
    byte[] whole = bytes(name);
    int tail = name.endsWith("json") ? 0 : Integer.BYTES; // the last four bytes are always zero
    for (int at = 0; at < whole.length - tail; at += 13) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 16;
      put(name, damaged);
      if (name.endsWith("json") && Character.isWhitespace(whole[at])) {
        continue;
      }
      assertThatThrownBy(() -> BinaryModel.open(folder))
          .as("bit flipped at %d", at)
          .isInstanceOf(UserException.class)
          .hasMessageContaining(name);
    }
  }

  @Test
  void damage_inside_a_file_is_told_with_its_checksum() throws IOException {
    byte[] damaged = bytes("shard-00000.trie");
    damaged[damaged.length / 2] ^= 1;
    put("shard-00000.trie", damaged);
    refused("shard-00000.trie", "checksum", "expected", "copy it again, or build the model anew");
  }

  @Test
  void a_shard_of_another_model_is_told_by_the_checksum_that_it_ends_with() throws IOException {
    byte[] other = bytes("shard-00000.trie");
    other[other.length - 8] ^= 1; // the checksum it ends with
    put("shard-00000.trie", other);
    refused("shard-00000.trie", "checksum", "says its end");
  }

  @Test
  void another_kind_of_file_is_refused() throws IOException {
    put("shard-00000.trie", bytes("lexicon.bin"));
    refused("shard-00000.trie", "is not a shard of an N-gram model");
  }

  @Test
  void a_newer_format_is_told_as_such() throws IOException {
    byte[] shard = bytes("shard-00000.trie");
    shard[8] = 2;
    put("shard-00000.trie", shard);
    refused(
        "shard-00000.trie", "is of format 2, expected 1", "the version of timestep that wrote it");

    String manifest = Files.readString(folder.resolve("ngram.json"));
    Files.writeString(
        folder.resolve("ngram.json"), manifest.replace("\"format\" : 1", "\"format\" : 2"));
    refused("ngram.json", "is of format 2, expected 1");
  }
}

package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.config.SettingsLoader;
import io.timestep.jobs.config.Settings;
import io.timestep.text.TextStats;
import io.timestep.util.Json;
import io.timestep.util.LocalStore;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountsFolderTest {
  private final Store store = new LocalStore();

  @TempDir private Path folder;

  private static TextStats text(long malformedLines) {
    return new TextStats(7, 2, malformedLines, 0, 0, 0, 90, 80);
  }

  /** A folder of order 3 as far as it is read before its tables are. */
  private void write(long malformedLines, String... settings) {
    SettingsLoader<Settings> loader = SettingsLoader.of(Settings.class);
    for (String setting : List.of("ngram.order=3", "ngram.boundaries=true")) {
      loader = loader.set(setting);
    }
    for (String setting : settings) {
      loader = loader.set(setting);
    }
    Settings all = loader.load().settings();
    StatsSettings.of(all.text(), all.ngram()).write(store, folder.toString());
    write(
        "metrics.json",
        Json.pretty(new CountsFolder.Totals(5, 20, List.of(10L, 20L, 20L), text(malformedLines))));
    write("_SUCCESS", "{\"kind\":\"stats\",\"format\":1}\n");
  }

  private void write(String name, String content) {
    store.writeString(folder + "/" + name, content);
  }

  private CountsFolder open(int order) {
    return CountsFolder.open(store, folder + "/", order);
  }

  private void assertRefused(int order, String... messages) {
    assertThatThrownBy(() -> open(order))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContainingAll(messages);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_folder_serves_models_up_to_its_order(int order) {
    write(0);

    assertThat(open(order).path()).isEqualTo(folder.toString());
    assertThat(open(order).emptySentences()).isEqualTo(2);
  }

  @Test
  void a_longer_order_than_was_counted_is_refused() {
    write(0);

    assertRefused(4, "up to order 3", "ngram.order is 4", "--order 4");
  }

  @Test
  void counts_without_boundaries_are_refused() {
    write(0, "ngram.boundaries=false");

    assertRefused(2, "ngram.boundaries=true");
  }

  @Test
  void characters_are_refused_because_a_space_is_one() {
    write(0, "text.tokenizer=char");

    assertRefused(2, "tokenizer char", "with another tokenizer");
  }

  @Test
  void bytes_that_are_no_utf8_are_refused_only_where_a_model_would_keep_them() {
    write(1);
    assertThat(open(3).totals().text().malformedLines()).isOne();

    write(1, "text.normalization=none");
    assertRefused(3, "1 lines", "text.normalization=nfc");

    write(0, "text.normalization=none");
    assertThat(open(3).totals().text().malformedLines()).isZero();
  }

  @Test
  void a_folder_of_another_command_is_refused() {
    write(0);
    write("_SUCCESS", "{\"kind\":\"sequences\",\"format\":1}\n");

    assertRefused(2, "is a sequences folder of tokenize; expected a stats folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stats.conf", "metrics.json"})
  void a_missing_file_is_named(String name) {
    write(0);
    store.delete(folder + "/" + name);

    assertRefused(2, name + ": no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stats.conf", "metrics.json"})
  void a_broken_file_is_named(String name) {
    write(0);
    write(name, "{");

    assertRefused(2, name);
  }

  @Test
  void a_missing_table_is_named() {
    write(0);
    CountsFolder counts = open(2);

    assertThatThrownBy(() -> counts.files(store, 2))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(folder + "/ngrams/order=2: has no Parquet file");
  }

  @Test
  void files_that_are_no_part_are_left_alone() {
    write(0);
    write("ngrams/order=2/part-00001.parquet", "");
    write("ngrams/order=2/part-00000.parquet", "");
    write("ngrams/order=2/_part-00002.parquet.17", "");
    write("ngrams/order=2/.part-00000.parquet.crc", "");

    assertThat(open(2).files(store, 2))
        .containsExactly(
            folder + "/ngrams/order=2/part-00000.parquet",
            folder + "/ngrams/order=2/part-00001.parquet");
  }
}

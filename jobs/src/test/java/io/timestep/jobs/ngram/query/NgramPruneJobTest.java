package io.timestep.jobs.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NgramPruneJobTest {
  @TempDir Path folder;

  private NgramPruneResult prune(
      Path model, Optional<Path> histories, double threshold, String output) {
    return NgramPruneJob.run(
        TinyModel.HADOOP,
        TinyModel.find(model),
        histories.map(TinyModel::find),
        threshold,
        TinyModel.settings().ngram(),
        folder.resolve(output).toString());
  }

  @Test
  void a_threshold_of_0_leaves_the_model_as_it_was_to_the_byte() {
    Path model = TinyModel.writeFolder(folder.resolve("model"));

    NgramPruneResult result = prune(model, Optional.empty(), 0, "pruned");

    assertThat(result.ngrams()).isEqualTo(result.before()).containsExactly(5L, 4L);
    assertThat(folder.resolve("pruned/model.arpa"))
        .hasSameBinaryContentAs(model.resolve("model.arpa"));
    assertThat(folder.resolve("pruned/binary/shard-00000.trie"))
        .hasSameBinaryContentAs(model.resolve("binary/shard-00000.trie"));
  }

  @Test
  void a_great_threshold_leaves_the_words_alone() {
    Path model = TinyModel.writeArpa(folder.resolve("tiny.arpa"));

    NgramPruneResult result = prune(model, Optional.of(model), 1e9, "pruned");

    assertThat(result.ngrams()).containsExactly(5L, 0L);
    assertThat(result.order()).isEqualTo(2);
  }

  @Test
  void scores_are_not_pruned() throws IOException {
    Path model = TinyModel.writeFolder(folder.resolve("model"));
    Files.writeString(model.resolve("metrics.json"), "{\"smoothing\":\"stupid-backoff\"}");

    assertThatThrownBy(() -> prune(model, Optional.empty(), 1e-7, "pruned"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("stupid-backoff has scores that do not sum to 1");
  }

  @Test
  void histories_of_other_words_are_refused() throws IOException {
    Path model = TinyModel.writeArpa(folder.resolve("tiny.arpa"));
    Path other =
        Files.writeString(folder.resolve("other.arpa"), TinyModel.ARPA.replaceAll("\\bb\\b", "c"));

    assertThatThrownBy(() -> prune(model, Optional.of(other), 1e-7, "pruned"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("other.arpa: has other words than");
  }

  @Test
  void a_model_without_an_arpa_file_is_refused() {
    Path model = TinyModel.writeFolder(folder.resolve("model"), "ngram.output=binary");

    assertThatThrownBy(() -> prune(model, Optional.empty(), 1e-7, "pruned"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("model: has no ARPA file");
  }
}

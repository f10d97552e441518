package io.timestep.jobs.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.ngram.ModelFiles;
import io.timestep.text.TextConfig;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NgramModelSourceTest {
  @TempDir Path folder;

  @Test
  void a_file_is_an_arpa_file() {
    Path file = TinyModel.writeArpa(folder.resolve("tiny.arpa"));

    NgramModelSource source = TinyModel.find(file);

    assertThat(source.arpa()).contains(file.toString());
    assertThat(source.binary()).isEmpty();
    assertThat(source.text()).isEmpty();
  }

  @Test
  void a_model_folder_has_both_and_says_how_it_was_made() throws IOException {
    Path model = TinyModel.writeFolder(folder.resolve("model"));
    TextConfig text = TinyModel.settings("text.lower-case=true").text();
    ModelFiles.of(model.toString(), TinyModel.settings().ngram(), TinyModel.HADOOP)
        .writeSettings(text);
    Files.writeString(model.resolve("metrics.json"), "{\"smoothing\":\"stupid-backoff\"}");

    NgramModelSource source = TinyModel.find(model);

    assertThat(source.binary()).contains(model + "/binary");
    assertThat(source.arpa()).contains(model + "/model.arpa");
    assertThat(source.text()).contains(text);
    assertThat(source.hasScores()).isTrue();
  }

  @Test
  void a_compressed_arpa_file_in_a_folder_is_found() {
    Path model = TinyModel.writeFolder(folder.resolve("model"), "ngram.output=arpa-gz");

    NgramModelSource source = TinyModel.find(model);

    assertThat(source.binary()).isEmpty();
    assertThat(source.arpa()).contains(model + "/model.arpa.gz");
    assertThat(source.hasScores()).isFalse();
  }

  @Test
  void the_binary_folder_is_a_model_that_the_folder_around_it_describes() throws IOException {
    Path model = TinyModel.writeFolder(folder.resolve("model"));
    TextConfig text = TinyModel.settings("text.tokenizer=word").text();
    ModelFiles.of(model.toString(), TinyModel.settings().ngram(), TinyModel.HADOOP)
        .writeSettings(text);
    Files.writeString(model.resolve("metrics.json"), "{\"smoothing\":\"stupid-backoff\"}");

    for (String path : List.of(model + "/binary", model + "/binary/")) {
      NgramModelSource source = NgramModelSource.find(TinyModel.STORE, path);

      assertThat(source.binary()).contains(path);
      assertThat(source.text()).contains(text);
      assertThat(source.hasScores()).isTrue();
    }
  }

  @Test
  void a_binary_folder_alone_is_a_model() throws IOException {
    Path binary = TinyModel.writeFolder(folder.resolve("model")).resolve("binary");
    Path alone = Files.move(binary, folder.resolve("alone"));

    NgramModelSource source = TinyModel.find(alone);

    assertThat(source.binary()).contains(alone.toString());
    assertThat(source.text()).isEmpty();
  }

  @Test
  void what_is_not_there_or_no_model_is_refused() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path newer = Files.createDirectory(folder.resolve("newer"));
    Files.writeString(newer.resolve("_SUCCESS"), "{\"kind\":\"ngram-model\",\"format\":99}");
    Path recurrent = Files.createDirectory(folder.resolve("recurrent"));
    Files.writeString(recurrent.resolve("_SUCCESS"), "{\"kind\":\"model\",\"format\":1}");
    Path hollow = Files.createDirectory(folder.resolve("hollow"));
    Files.writeString(hollow.resolve("_SUCCESS"), "{\"kind\":\"ngram-model\",\"format\":1}");

    refuses(folder.resolve("nowhere"), "nowhere: no such file or folder");
    refuses(other, "other: is no ngram-model folder");
    refuses(newer, "newer: written in format 99");
    refuses(recurrent, "recurrent: is a model folder of train; expected a ngram-model folder");
    refuses(hollow, "hollow: has neither binary nor model.arpa");
  }

  private static void refuses(Path path, String message) {
    assertThatThrownBy(() -> TinyModel.find(path))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }
}

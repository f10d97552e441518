package io.timestep.jobs.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.ngram.query.NgramPredictResult.Next;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NgramPredictJobTest {
  @TempDir Path folder;

  private static NgramPredictResult predict(Path model, String context, int top) {
    return NgramPredictJob.run(
        TinyModel.HADOOP, TinyModel.find(model), TinyModel.text(), context, top);
  }

  @Test
  void the_most_probable_words_come_first_with_the_ngrams_they_are_from() {
    Path model = TinyModel.writeArpa(folder.resolve("tiny.arpa"));

    NgramPredictResult result = predict(model, "a b", 3);

    assertThat(result.predictions())
        .containsExactly(
            new Next("a", -0.125, 2),
            new Next("</s>", (double) -0.2f + -0.5f, 1),
            new Next("b", (double) -0.2f + -0.7f, 1));
  }

  @Test
  void arpa_compressed_arpa_and_binary_answer_alike() {
    List<Path> models =
        List.of(
            TinyModel.writeArpa(folder.resolve("tiny.arpa")),
            TinyModel.writeArpa(folder.resolve("tiny.arpa.gz")),
            TinyModel.writeFolder(folder.resolve("model")),
            TinyModel.writeFolder(folder.resolve("gz"), "ngram.output=arpa-gz"));

    assertThat(models.stream().map(model -> predict(model, "b", 2)).distinct()).hasSize(1);
  }

  @Test
  void a_context_stands_anywhere_unless_it_begins_with_the_sentence_start() {
    Path model = TinyModel.writeArpa(folder.resolve("tiny.arpa"));

    assertThat(predict(model, "<s>", 1).predictions()).containsExactly(new Next("b", -0.25, 2));
    assertThat(predict(model, "", 1).predictions().get(0).order()).isEqualTo(1);
    assertThat(predict(model, "<s> b", 1).predictions()).containsExactly(new Next("a", -0.125, 2));
  }

  @Test
  void words_that_the_model_lacks_are_named_once() {
    Path model = TinyModel.writeArpa(folder.resolve("tiny.arpa"));

    assertThat(predict(model, "zebra </s> zebra b", 1).unknown()).containsExactly("zebra", "</s>");
  }

  @Test
  void damaged_files_are_errors_that_name_them() throws IOException {
    Path model = TinyModel.writeFolder(folder.resolve("model"));
    Path shard = model.resolve("binary/shard-00000.trie");
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length / 2] ^= 1;
    Files.write(shard, bytes);
    Path noGzip = Files.writeString(folder.resolve("plain.arpa.gz"), TinyModel.ARPA);
    Path noArpa = Files.writeString(folder.resolve("text.txt"), "once upon a time\n");

    refuses(model, "shard-00000.trie");
    refuses(noGzip, "plain.arpa.gz: cannot be read");
    refuses(noArpa, "text.txt");
  }

  private static void refuses(Path model, String message) {
    assertThatThrownBy(() -> predict(model, "a", 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }
}

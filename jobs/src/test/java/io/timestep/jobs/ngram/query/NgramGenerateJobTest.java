package io.timestep.jobs.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.jobs.evaluate.GenerateResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NgramGenerateJobTest {
  @TempDir Path folder;

  private GenerateResult.Sample generate(String prompt, String... settings) {
    Path model = TinyModel.writeArpa(folder.resolve("tiny.arpa"));
    return NgramGenerateJob.run(
        TinyModel.HADOOP,
        TinyModel.find(model),
        TinyModel.text(),
        prompt,
        TinyModel.settings(settings).generate());
  }

  @Test
  void without_chance_each_word_is_the_most_probable_one() {
    GenerateResult.Sample sample = generate("", "generate.temperature=0");

    assertThat(sample.text()).isEqualTo("b a"); // <s> b, b a, a </s>
    assertThat(sample.log10Prob()).isEqualTo(-0.25 - 0.125 - 0.375);
    assertThat(sample.ended()).isTrue();
  }

  @Test
  void a_prompt_is_continued_and_its_unknown_words_are_named() {
    GenerateResult.Sample sample =
        generate("zebra b", "generate.temperature=0", "generate.tokens=1");

    assertThat(sample.text()).isEqualTo("zebra b a");
    assertThat(sample.unknown()).containsExactly("zebra");
    assertThat(sample.ended()).isFalse();
  }

  @Test
  void the_same_seed_draws_the_same_text() {
    String[] settings = {"generate.temperature=1", "generate.top-p=1", "generate.seed=5"};

    assertThat(generate("a", settings)).isEqualTo(generate("a", settings));
  }
}

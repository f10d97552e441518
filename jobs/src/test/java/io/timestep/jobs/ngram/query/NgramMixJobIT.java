package io.timestep.jobs.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NgramMixJobIT {
  private final JobContext context = LocalSpark.context();

  @TempDir Path folder;
  private Path likesA;
  private Path likesB;

  /** Unigram models with the words a (0.6 or 0.1) and b (0.1 or 0.6). */
  @BeforeEach
  void writeModels() throws IOException {
    likesA = Files.writeString(folder.resolve("a.arpa"), unigrams("0.6", "0.1"));
    likesB = Files.writeString(folder.resolve("b.arpa"), unigrams("0.1", "0.6"));
  }

  private static String unigrams(String a, String b) {
    return """
        \\data\\
        ngram 1=5

        \\1-grams:
        %s	<unk>
        -99	<s>
        %s	</s>
        %s	a
        %s	b

        \\end\\
        """
        .formatted(log10("0.1"), log10("0.2"), log10(a), log10(b));
  }

  private static double log10(String prob) {
    return Math.log10(Double.parseDouble(prob));
  }

  private NgramMixResult mix(Path text) {
    return NgramMixJob.run(
        context,
        List.of(TinyModel.find(likesA), TinyModel.find(likesB)),
        CorpusInput.text(text.toString()),
        TinyModel.text());
  }

  @Test
  void the_weights_are_the_most_probable_ones() throws IOException {
    // 3 a and 1 b: p(a) = 0.1 + 0.5 w is 3 times p(b) = 0.6 - 0.5 w where w = 0.85
    Path text = Files.writeString(folder.resolve("text.txt"), "a a b a\n".repeat(100));

    NgramMixResult result = mix(text);

    assertThat(result.models().get(0).weight()).isCloseTo(0.85, within(0.01));
    assertThat(result.models().get(0).weight() + result.models().get(1).weight())
        .isCloseTo(1, within(1e-12));
    double perA = (3 * Math.log10(0.6) + Math.log10(0.1) + Math.log10(0.2)) / 5;
    assertThat(result.models().get(0).perplexity()).isCloseTo(Math.pow(10, -perA), within(1e-5));
    assertThat(result.perplexity()).isLessThan(result.models().get(0).perplexity());
    assertThat(result.models().get(0).perplexity()).isLessThan(result.models().get(1).perplexity());
    assertThat(result.tokens()).isEqualTo(500);
    assertThat(result.converged()).isTrue();
    assertThat(result.iterations()).isPositive();
  }

  @Test
  void text_without_a_word_is_refused() throws IOException {
    Path text = Files.writeString(folder.resolve("blank.txt"), "\n\n");

    assertThatThrownBy(() -> mix(text))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("blank.txt: has no words");
  }
}

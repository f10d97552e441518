package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Models of texts whose words are as uneven as can be. */
class SkewedTextIT {
  private static final String FALLBACK = "ngram.discount-fallback=0.5,1,1.5";

  @TempDir private Path folder;

  /** What is hard to divide. */
  private enum Skew {
    ONE_WORD_IS_MOST_OF_THE_TEXT(300_000, 20),
    ONE_SENTENCE(300_000, 300_000),
    NEARLY_ALL_WORDS_ARE_DISTINCT(100_000, 20);

    private final int words;
    private final int sentenceLength;

    Skew(int words, int sentenceLength) {
      this.words = words;
      this.sentenceLength = sentenceLength;
    }

    private String word(int i, Random random) {
      return switch (this) {
        case ONE_WORD_IS_MOST_OF_THE_TEXT ->
            random.nextInt(5) < 3 ? "w" : "w" + random.nextInt(3000);
        case ONE_SENTENCE -> "w" + (int) Math.exp(random.nextDouble() * 8);
        case NEARLY_ALL_WORDS_ARE_DISTINCT ->
            "w" + (random.nextInt(10) == 0 ? random.nextInt(i + 1) : i);
      };
    }

    List<String> sentences() {
      Random random = new Random(5);
      List<String> lines = new ArrayList<>();
      for (int from = 0; from < words; from += sentenceLength) {
        lines.add(
            IntStream.range(from, from + sentenceLength)
                .mapToObj(i -> word(i, random))
                .collect(Collectors.joining(" ")));
      }
      return lines;
    }
  }

  /** At 3000 N-grams a task, 27 words of this text are dealt out to several. */
  @ParameterizedTest
  @CsvSource({
    "modified-kneser-ney, 0, true",
    "modified-kneser-ney, 1, false",
    "witten-bell, 2, false",
  })
  void a_word_that_is_dealt_out_to_several_tasks_makes_no_difference(
      String smoothing, int prune, boolean asKenlm) {
    NgramTraining training = new NgramTraining(folder, "text.normalization=none");
    List<String> lines = new ArrayList<>(NgramTraining.sentences(20_000, 3));
    lines.addAll(Skew.ONE_WORD_IS_MOST_OF_THE_TEXT.sentences().subList(0, 2000));
    Path text = training.write("skewed.txt", String.join("\n", lines));
    String[] settings = {
      "ngram.order=4",
      "ngram.output=arpa",
      FALLBACK,
      "ngram.smoothing=" + smoothing,
      "ngram.prune=0," + prune,
      "ngram.kenlm-compatible=" + asKenlm,
      "ngram.partition-events=1000000"
    };
    String whole = training.train(text, settings).arpa();

    settings[settings.length - 1] = "ngram.partition-events=3000";
    assertThat(training.train(text, settings).arpa()).isEqualTo(whole);
  }

  @ParameterizedTest
  @EnumSource
  void a_skewed_text_runs_to_the_end(Skew skew) {
    NgramTraining training = new NgramTraining(folder, "text.normalization=none");
    List<String> lines = skew.sentences();
    Set<String> words = new HashSet<>();
    Set<String> bigrams = new HashSet<>();
    for (String line : lines) {
      String last = "<s>";
      for (String word : (line + " </s>").split(" ", -1)) {
        words.add(word);
        bigrams.add(last + " " + word);
        last = word;
      }
    }

    String arpa =
        training
            .train(
                training.write("skewed.txt", String.join("\n", lines)),
                FALLBACK,
                "ngram.output=arpa",
                "ngram.partition-events=30000")
            .arpa();

    assertThat(arpa)
        .startsWith(
            "\\data\\\nngram 1=%d\nngram 2=%d\n".formatted(words.size() + 2, bigrams.size()))
        .endsWith("\\end\\\n");
  }
}

package io.timestep.jobs.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.CorpusReader;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.ngram.NgramTrainJob;
import io.timestep.ngram.query.BackoffModel;
import io.timestep.ngram.query.CorpusScore;
import io.timestep.ngram.query.SentenceScorer;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NgramEvaluateJobIT {
  private static final JobContext CONTEXT = LocalSpark.context();

  @TempDir static Path folder;
  private static Path model;

  @BeforeAll
  static void trainModel() throws IOException {
    model =
        train(
            "model",
            sentences(1, 2000, 300),
            "ngram.partition-events=5000",
            "ngram.discount-fallback=0.5,1,1.5");
  }

  private static Path train(String name, List<String> lines, String... settings)
      throws IOException {
    Path text = Files.write(folder.resolve(name + ".txt"), lines);
    Path trained = folder.resolve(name);
    OutputFolder.write(
        CONTEXT.store(),
        trained.toString(),
        OutputFolder.Kind.NGRAM_MODEL,
        OutputFolder.Existing.REFUSE,
        staging ->
            NgramTrainJob.run(
                CONTEXT,
                CorpusInput.text(text.toString()),
                TinyModel.text(),
                TinyModel.settings(settings).ngram(),
                staging));
    return trained;
  }

  /** Lines of words by a law like Zipf's; some are empty. */
  private static List<String> sentences(long seed, int lines, int words) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      StringBuilder line = new StringBuilder();
      for (int w = random.nextInt(20); w > 0; w--) {
        line.append("word").append((int) Math.pow(words, random.nextDouble())).append(' ');
      }
      sentences.add(line.toString().strip());
    }
    return sentences;
  }

  private static NgramEvaluateResult evaluate(Path model, Path text) {
    return NgramEvaluateJob.run(
        CONTEXT, TinyModel.find(model), CorpusInput.text(text.toString()), TinyModel.text());
  }

  @Test
  void the_score_is_that_of_a_plain_loop_to_the_bit() throws IOException {
    List<String> lines = sentences(2, 60_000, 400);
    Path text = Files.write(folder.resolve("test.txt"), lines);
    CorpusInput input = CorpusInput.text(text.toString());
    assertThat(CorpusReader.read(CONTEXT, input).getNumPartitions()).isGreaterThan(1);
    BackoffModel local = ModelReader.open(TinyModel.HADOOP, TinyModel.find(model));
    SentenceScorer scorer = new SentenceScorer(local);
    CorpusScore expected = CorpusScore.EMPTY;
    for (String line : lines) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      expected = expected.merge(scorer.score(bytes, 0, bytes.length));
    }

    NgramEvaluateResult result = evaluate(model, text);

    assertThat(result.sentences()).isEqualTo(60_000);
    assertThat(result.tokens()).isEqualTo(expected.tokens());
    assertThat(result.oov()).isEqualTo(expected.oov()).isPositive();
    assertThat(result.log10Prob()).isEqualTo(expected.log10Prob());
    assertThat(result.perplexity()).isEqualTo(expected.perplexity());
    assertThat(result.perplexityExcludingOov()).isEqualTo(expected.perplexityWithoutOov());
    assertThat(result.tokensPerSecond()).isPositive();
  }

  @Test
  void binary_model_and_arpa_file_give_the_same_score() throws IOException {
    Path text = Files.write(folder.resolve("short.txt"), sentences(3, 500, 400));

    NgramEvaluateResult binary = evaluate(model, text);
    NgramEvaluateResult arpa = evaluate(model.resolve("model.arpa"), text);

    assertThat(arpa.log10Prob()).isEqualTo(binary.log10Prob());
    assertThat(arpa.tokens()).isEqualTo(binary.tokens());
  }

  /** After "b" comes "a" or the end: the second "b" of "a b b" was never seen there. */
  @Test
  void a_bigram_that_maximum_likelihood_has_not_seen_is_impossible() throws IOException {
    Path trained =
        train(
            "likelihood",
            List.of("a b", "a b a"),
            "ngram.order=2",
            "ngram.smoothing=maximum-likelihood");
    Path text = Files.writeString(folder.resolve("unseen.txt"), "a b b\na b\n");

    for (Path stored : List.of(trained, trained.resolve("model.arpa"))) {
      NgramEvaluateResult result = evaluate(stored, text);

      assertThat(result.impossible()).as("%s", stored).isEqualTo(1);
      assertThat(result.log10Prob()).isNull();
      assertThat(result.perplexity()).isNull();
    }
  }

  @Test
  void the_numbers_of_a_tiny_text_are_those_worked_out_by_hand() throws IOException {
    Path tiny = TinyModel.writeArpa(folder.resolve("tiny.arpa"));
    Path text = Files.writeString(folder.resolve("tiny.txt"), "b a\n<unk> zebra\n\n");

    NgramEvaluateResult result = evaluate(tiny, text);

    assertThat(result.sentences()).isEqualTo(3);
    assertThat(result.tokens()).isEqualTo(7);
    assertThat(result.oov()).isEqualTo(2); // what is spelled <unk> is no word of the model
    // (-0.25 - 0.125 - 0.375) + (-0.5 - 1 - 1 - 0.5) + (-0.5 - 0.5)
    assertThat(result.log10Prob()).isEqualTo(-4.75);
    assertThat(result.perplexity()).isEqualTo(Math.pow(10, 4.75 / 7));
    assertThat(result.perplexityExcludingOov()).isEqualTo(Math.pow(10, 2.25 / 5));
  }

  @Test
  void a_damaged_model_is_the_users_to_mend() throws IOException {
    Path broken = TinyModel.writeFolder(folder.resolve("broken"));
    Path lexicon = broken.resolve("binary/lexicon.bin");
    Files.write(lexicon, new byte[40]);
    Path text = Files.writeString(folder.resolve("a.txt"), "a\n");

    assertThatThrownBy(() -> evaluate(broken, text))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("lexicon.bin");
  }

  @Test
  void text_without_a_word_is_refused() throws IOException {
    Path blank = Files.writeString(folder.resolve("blank.txt"), "\n \n");

    assertThatThrownBy(() -> evaluate(model, blank))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("blank.txt: has no words");
  }
}

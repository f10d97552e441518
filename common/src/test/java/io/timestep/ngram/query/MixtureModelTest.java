package io.timestep.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.lm.LanguageModel;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class MixtureModelTest {
  /** A model of order 1 over the specials and these words; {@code <s>} apart, p sums to 1. */
  private static BackoffModel unigrams(List<String> words, double... probs) {
    Lexicon lexicon = Lexicon.of(words);
    int[] ids = new int[lexicon.size()];
    Arrays.setAll(ids, i -> i);
    float[] log10Probs = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      log10Probs[i] = (float) Math.log10(probs[i]);
    }
    return new TrieModel(
        lexicon, new NgramTrie(List.of(new TrieLevel(ids, log10Probs, null, null))));
  }

  /** p(unk) = 0.1, p(end) = 0.2, p(a) = 0.3, p(b) = 0.4. */
  private static final BackoffModel FIRST = unigrams(List.of("a", "b"), 0.1, 1, 0.2, 0.3, 0.4);

  /** p(unk) = 0.3, p(end) = 0.1, p(c) = 0.5, p(b) = 0.1. */
  private static final BackoffModel SECOND = unigrams(List.of("c", "b"), 0.3, 1, 0.1, 0.5, 0.1);

  @Example
  void wordsAreMatchedByTheirBytesAndUnknownOnesShare() {
    MixtureModel mixture = new MixtureModel(List.of(FIRST, SECOND), List.of(0.25, 0.75));
    Lexicon lexicon = mixture.lexicon();
    assertThat(lexicon.size()).isEqualTo(6);
    MixtureModel.Reader reader = mixture.reader();
    double[] expected = {
      0.25 * 0.1 / 2 + 0.75 * 0.3 / 2, // <unk>: the first lacks c, the second a
      0.25 * 0.2 + 0.75 * 0.1,
      0.25 * 0.3 + 0.75 * 0.3 / 2,
      0.25 * 0.4 + 0.75 * 0.1,
      0.25 * 0.1 / 2 + 0.75 * 0.5
    };
    String[] words = {"<unk>", "</s>", "a", "b", "c"};
    LanguageModel.Session session = mixture.start();
    session.read(2);
    float[] all = session.log10Probabilities();
    double sum = 0;
    for (int i = 0; i < words.length; i++) {
      int id = lexicon.id(words[i]);
      assertThat(Math.pow(10, reader.read(id))).as(words[i]).isCloseTo(expected[i], within(1e-7));
      assertThat(Math.pow(10, all[id])).as(words[i]).isCloseTo(expected[i], within(1e-7));
      sum += Math.pow(10, all[id]);
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
    assertThat(all[1]).isEqualTo(Float.NEGATIVE_INFINITY);
    byte[] text = "a elsewhere".getBytes(StandardCharsets.UTF_8);
    CorpusScore score = new SentenceScorer(lexicon, mixture.reader()).score(text, 0, text.length);
    assertThat(score.oov()).isEqualTo(1);
    assertThat(score.log10Prob())
        .isCloseTo(Math.log10(expected[0] * expected[1] * expected[2]), within(1e-6));
  }

  @Property(tries = 50)
  void aMixtureOfModelsWithMemoryIsTheWeightedSum(@ForAll long seed) {
    NgramTable one = NgramTable.random(seed, 3, 25, 60);
    NgramTable other = NgramTable.random(seed + 1, 2, 40, 60);
    List<BackoffModel> models =
        List.of(
            new TrieModel(one.lexicon(), one.trie()), new TrieModel(other.lexicon(), other.trie()));
    MixtureModel mixture = new MixtureModel(models, List.of(0.375, 0.625));
    MixtureModel.Reader reader = mixture.reader();
    NgramContext a = models.get(0).context();
    NgramContext b = models.get(1).context();
    LanguageModel.Session session = mixture.start();
    reader.startSentence();
    session.read(2);
    a.startSentence();
    b.startSentence();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 50; i++) {
      int word = random.nextInt(3, 40);
      float dense = session.log10Probabilities()[word];
      double pa = word < 25 ? Math.pow(10, a.read(word)) : Math.pow(10, a.read(0)) / 16;
      double expected = Math.log10(0.375 * pa + 0.625 * Math.pow(10, b.read(word)));
      assertThat(reader.read(word)).isCloseTo(expected, within(1e-9));
      assertThat((double) dense).isCloseTo(expected, within(1e-5));
      assertThat(reader.matched()).isEqualTo(Math.max(a.matched(), b.matched()));
      session.read(word);
    }
  }

  @Property(tries = 50)
  void theLikelihoodNeverFallsAndNoOtherWeightsAreBetter(
      @ForAll @Size(min = 1, max = 60) List<Boolean> coins, @ForAll long seed) {
    MixtureModel mixture = MixtureModel.uniform(List.of(FIRST, SECOND));
    HeldOutText text = new HeldOutText(mixture);
    SplittableRandom random = new SplittableRandom(seed);
    for (boolean coin : coins) {
      text.add(random.nextInt(3, 6), coin ? 3 : 5, 0);
    }
    MixtureFit fit = MixtureFit.of(text, MixtureFit.DEFAULT_ITERATIONS);
    assertThat(fit.weights().get(0) + fit.weights().get(1)).isCloseTo(1, within(1e-12));
    List<Double> likelihoods = fit.log10Likelihoods();
    for (int i = 1; i < likelihoods.size(); i++) {
      assertThat(likelihoods.get(i)).isGreaterThan(likelihoods.get(i - 1) - 1e-9);
    }
    assertThat(fit.tokens()).isEqualTo(4L * coins.size());
    double best =
        IntStream.rangeClosed(0, 100)
            .mapToObj(i -> List.of(i / 100.0, 1 - i / 100.0))
            .map(weights -> perplexity(mixture.withWeights(weights), coins, seed))
            .min(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(fit.perplexity()).isLessThan(best * (1 + 1e-3));
    assertThat(fit.perplexity())
        .isCloseTo(perplexity(mixture.withWeights(fit.weights()), coins, seed), within(1e-5));
    for (int m = 0; m < 2; m++) {
      List<Double> alone = m == 0 ? List.of(1.0, 0.0) : List.of(0.0, 1.0);
      assertThat(fit.perplexities().get(m))
          .isCloseTo(perplexity(mixture.withWeights(alone), coins, seed), within(1e-5));
    }
  }

  private static double perplexity(MixtureModel mixture, List<Boolean> coins, long seed) {
    SentenceScorer scorer = new SentenceScorer(mixture.lexicon(), mixture.reader());
    SplittableRandom random = new SplittableRandom(seed);
    CorpusScore score = CorpusScore.EMPTY;
    for (boolean coin : coins) {
      score = score.merge(scorer.score(new int[] {random.nextInt(3, 6), coin ? 3 : 5, 0}, 3));
    }
    return score.perplexity();
  }

  @Example
  void theWeightsAreTheSharesThatTheTextIsFrom() {
    // Each model has a word of its own that the other gives nothing.
    BackoffModel one = unigrams(List.of("a", "b"), 0, 1, 0.5, 0.5, 0);
    BackoffModel other = unigrams(List.of("a", "b"), 0, 1, 0.5, 0, 0.5);
    HeldOutText text = new HeldOutText(MixtureModel.uniform(List.of(one, other)));
    text.add(3, 3, 3, 4);
    text.add(0);
    MixtureFit fit = MixtureFit.of(text, MixtureFit.DEFAULT_ITERATIONS);
    assertThat(fit.weights().get(0)).isCloseTo(0.75, within(1e-2));
    assertThat(fit.impossible()).isEqualTo(1);
    assertThat(fit.tokens()).isEqualTo(6);
    assertThat(fit.perplexities()).containsOnly(Double.POSITIVE_INFINITY);
    assertThat(fit.converged()).isTrue();
    assertThat(MixtureFit.of(text, 1).converged()).isFalse();
  }

  /** Both give the last word 0, one of them after a weight of 0, and one by itself. */
  @Example
  void whatEveryModelGivesMinus99IsImpossible() {
    NgramTable weight =
        new NgramTable(2, 4).with(-1, 0, 0).with(0, 0, 1).with(-0.5, 0, 2).with(-0.5, -99, 3);
    NgramTable unigram =
        new NgramTable(1, 4).with(-1, 0, 0).with(0, 0, 1).with(-99, 0, 2).with(-0.5, 0, 3);
    HeldOutText text =
        new HeldOutText(
            MixtureModel.uniform(
                List.of(
                    new TrieModel(weight.lexicon(), weight.trie()),
                    new TrieModel(unigram.lexicon(), unigram.trie()))));
    text.add(3);
    assertThat(text.tokens()).isEqualTo(1);
    assertThat(text.impossible()).isEqualTo(1);
  }

  @Example
  void weightsThatAreNoneAreRefused() {
    for (List<Double> weights : List.of(List.of(1.0), List.of(0.5, 0.6), List.of(-0.5, 1.5))) {
      assertThatThrownBy(() -> new MixtureModel(List.of(FIRST, SECOND), weights))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("together 1");
    }
    assertThatThrownBy(
            () -> MixtureFit.of(new HeldOutText(MixtureModel.uniform(List.of(FIRST))), 9))
        .hasMessageContaining("0 tokens");
  }
}

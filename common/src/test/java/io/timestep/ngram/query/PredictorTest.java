package io.timestep.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PredictorTest {
  private static List<Prediction> byScoringAll(
      NgramContext context, BackoffModel model, int count) {
    List<Prediction> all = new ArrayList<>();
    for (int word = 0; word < model.lexicon().size(); word++) {
      NgramContext copy = model.context();
      copy.copyFrom(context);
      double log10Prob = copy.read(word);
      if (word != Vocabulary.START && word != Vocabulary.UNKNOWN) {
        all.add(new Prediction(word, log10Prob, copy.matched()));
      }
    }
    all.sort(
        Comparator.comparingDouble((Prediction p) -> -p.log10Prob())
            .thenComparingInt(Prediction::word));
    return all.subList(0, Math.min(count, all.size()));
  }

  @Property(tries = 200)
  void predictionsAreThoseOfScoringTheWholeVocabulary(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int order,
      @ForAll @IntRange(min = 4, max = 100) int words,
      @ForAll @IntRange(min = 1, max = 110) int count) {
    NgramTable table = NgramTable.random(seed, order, words, 80);
    BackoffModel model = new TrieModel(table.lexicon(), table.trie());
    Predictor predictor = new Predictor(model);
    NgramContext context = model.context();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20; i++) {
      assertThat(predictor.predict(context, count)).isEqualTo(byScoringAll(context, model, count));
      List<Integer> ngram = table.ngrams().get(random.nextInt(table.ngrams().size()));
      ngram.forEach(context::read);
    }
  }

  @Example
  void equallyProbableWordsComeByRisingIdAndImpossibleOnesNotAtAll() {
    NgramTable table =
        new NgramTable(2, 7)
            .with(-0.25, 0, 0)
            .with(0, 0, 1)
            .with(Double.NEGATIVE_INFINITY, 0, 2)
            .with(-1, -1, 3)
            .with(-1, 0, 4)
            .with(-2, 0, 5)
            .with(-1, 0, 6)
            .with(-2, 0, 3, 5);
    BackoffModel model = new TrieModel(table.lexicon(), table.trie());
    NgramContext context = model.context();
    context.read(3);
    Predictor predictor = new Predictor(model);
    assertThat(predictor.predict(context, 10))
        .containsExactly(
            new Prediction(3, -2, 1),
            new Prediction(4, -2, 1),
            new Prediction(5, -2, 2),
            new Prediction(6, -2, 1));
    assertThat(predictor.predict(context, 2)).extracting(Prediction::word).containsExactly(3, 4);
    assertThatThrownBy(() -> predictor.predict(context, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** As maximum likelihood and ARPA files have it: after a word only what was seen there. */
  @Example
  void aProbabilityOf0IsMinus99InModels() {
    NgramTable table =
        new NgramTable(2, 6)
            .with(-99, 0, 0)
            .with(0, 0, 1)
            .with(-99, 0, 2)
            .with(-0.5, -99, 3)
            .with(-0.25, 0, 4)
            .with(0, 0, 5)
            .with(-1, 0, 3, 4);
    BackoffModel model = new TrieModel(table.lexicon(), table.trie());
    NgramContext context = model.context();
    context.read(3);
    assertThat(new Predictor(model).predict(context, 10)).containsExactly(new Prediction(4, -1, 2));
  }
}

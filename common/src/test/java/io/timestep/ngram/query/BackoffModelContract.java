package io.timestep.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for every {@link BackoffModel}, whatever it is stored in. */
public abstract class BackoffModelContract {
  /** The model under test, of the table's N-grams. */
  protected abstract BackoffModel model(NgramTable table);

  @Example
  void backsOffToTheLongestNgramItHas() {
    // 3 = a, 4 = b; b(a) = -0.5, b(<s> a) = -0.25
    NgramTable table =
        new NgramTable(3, 5)
            .with(-2, 0, 0)
            .with(0, -0.125, 1)
            .with(-0.75, 0, 2)
            .with(-1, -0.5, 3)
            .with(-1.5, 0, 4)
            .with(-0.375, -0.25, 1, 3)
            .with(-0.875, 0, 3, 4)
            .with(-0.0625, 0, 1, 3, 2);
    NgramContext context = model(table).context();

    assertThat(context.read(3)).isEqualTo(-1);
    assertThat(context.matched()).isEqualTo(1);
    context.startSentence();
    assertThat(context.read(3)).isEqualTo(-0.375);
    assertThat(context.matched()).isEqualTo(2);
    assertThat(context.log10Prob(2)).isEqualTo(-0.0625);
    assertThat(context.log10Prob(4)).isEqualTo(-0.25 - 0.875);
    assertThat(context.log10Prob(3)).isEqualTo(-0.25 - 0.5 - 1);
    assertThat(context.read(0)).isEqualTo(-0.25 - 0.5 - 2);
    assertThat(context.length()).isZero();
    assertThat(context.read(4)).isEqualTo(-1.5);
    context.startSentence();
    assertThat(context.length()).isEqualTo(1);
    assertThat(context.read(4)).isEqualTo(-0.125 - 1.5);
  }

  /** A weight above 1 (b(b) = 10) makes nothing of it. */
  @Example
  void aProbabilityOrAWeightOf0IsMinus99InModels() {
    // 3 = a, 4 = b; after a only b, as maximum likelihood has it
    NgramTable table =
        new NgramTable(2, 5)
            .with(-99, 0, 0)
            .with(0, 0, 1)
            .with(-0.5, 0, 2)
            .with(-1, -99, 3)
            .with(-1.5, 1, 4)
            .with(-0.25, 0, 3, 4);
    NgramContext context = model(table).context();

    context.read(3);
    assertThat(context.log10Prob(3)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(context.read(4)).isEqualTo(-0.25);
    assertThat(context.log10Prob(3)).isEqualTo(1.0 - 1);
    assertThat(context.log10Prob(0)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Property(tries = 100)
  void everyNgramHasItsProbability(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int order) {
    NgramTable table = NgramTable.random(seed, order, 20, 60);
    NgramContext context = model(table).context();
    for (List<Integer> ngram : table.ngrams()) {
      context.clear();
      double last = 0;
      for (int word : ngram) {
        last = context.read(word);
      }
      assertThat(last).as("%s", ngram).isEqualTo(table.log10Prob(ngram));
      assertThat(context.matched()).isEqualTo(ngram.size());
    }
  }

  @Property(tries = 100)
  void aTextHasTheProbabilitiesOfTheDefinition(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int order,
      @ForAll @IntRange(min = 4, max = 300) int words) {
    NgramTable table = NgramTable.random(seed, order, words, 100);
    SplittableRandom random = new SplittableRandom(seed + 1);
    NgramContext context = model(table).context();
    NgramContext copy = model(table).context();
    List<Integer> history = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int word = nextWord(table, history, random);
      double expected = table.log10Prob(history, word);
      assertThat(context.log10Prob(word)).isEqualTo(expected);
      assertThat(context.read(word)).isEqualTo(expected);
      assertThat(context.matched()).isEqualTo(table.matched(history, word));
      history.add(word);
      if (i == 50) {
        context.read(0);
        context.copyFrom(copy);
        history.clear();
      }
    }
  }

  /** Half the time a word that goes on an N-gram of the table. */
  private static int nextWord(NgramTable table, List<Integer> history, SplittableRandom random) {
    List<List<Integer>> ngrams = table.ngrams();
    List<Integer> ngram = ngrams.get(random.nextInt(ngrams.size()));
    for (int i = 1; i < 50 && random.nextBoolean(); i++) {
      List<Integer> other = ngrams.get(random.nextInt(ngrams.size()));
      int length = other.size() - 1;
      if (length > 0
          && length <= history.size()
          && history
              .subList(history.size() - length, history.size())
              .equals(other.subList(0, length))) {
        return other.get(length);
      }
    }
    return ngram.get(ngram.size() - 1);
  }

  @Example
  void aWordOutsideTheLexiconIsUnknown() {
    NgramTable table = NgramTable.random(1, 3, 10, 20);
    BackoffModel model = model(table);
    assertThat(model.order()).isEqualTo(3);
    assertThat(model.lexicon().fingerprint()).isEqualTo(table.lexicon().fingerprint());
    assertThat(model.context().read(model.lexicon().id("elsewhere")))
        .isEqualTo(table.log10Prob(List.of(Vocabulary.UNKNOWN)));
  }
}

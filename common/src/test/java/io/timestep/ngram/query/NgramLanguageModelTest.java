package io.timestep.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.lm.GenerateConfig;
import io.timestep.lm.Generator;
import io.timestep.lm.LanguageModel;
import io.timestep.vocab.Vocabulary;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NgramLanguageModelTest {
  @Property(tries = 30)
  void theProbabilitiesOfAllWordsAreThoseOfEach(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int order) {
    NgramTable table = NgramTable.random(seed, order, 30, 80);
    BackoffModel model = new TrieModel(table.lexicon(), table.trie());
    LanguageModel.Session session = new NgramLanguageModel(model).start();
    NgramContext context = model.context();
    session.read(Vocabulary.END);
    context.startSentence();
    for (List<Integer> ngram : table.ngrams()) {
      float[] all = session.log10Probabilities();
      for (int word = 0; word < all.length; word++) {
        float expected =
            word == Vocabulary.START ? Float.NEGATIVE_INFINITY : (float) context.log10Prob(word);
        assertThat(all[word]).isEqualTo(expected);
      }
      int word = ngram.get(ngram.size() - 1);
      session.read(word);
      if (word == Vocabulary.END || word == Vocabulary.START) {
        context.startSentence();
      } else {
        context.read(word);
      }
    }
  }

  @Example
  void aTextBeginsAfterTheSentenceStart() {
    NgramTable table =
        new NgramTable(2, 5)
            .with(-3, 0, 0)
            .with(0, 0, 1)
            .with(-3, 0, 2)
            .with(-3, 0, 3)
            .with(-1, 0, 4)
            .with(-0.5, 0, 1, 3)
            .with(-0.25, 0, 3, 2);
    LanguageModel model = new NgramLanguageModel(new TrieModel(table.lexicon(), table.trie()));
    GenerateConfig greedy = new GenerateConfig(9, 0, 0, 1, 1);
    Generator.Continuation text = Generator.generate(model, List.of(), greedy, 0);
    assertThat(text.tokens()).containsExactly(3);
    assertThat(text.ended()).isTrue();
    assertThat(text.log10Prob()).isEqualTo(-0.75);
    assertThatThrownBy(() -> model.start().log10Probabilities())
        .isInstanceOf(IllegalStateException.class);
  }
}

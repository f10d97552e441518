package io.timestep.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SentenceScorerTest {
  /** Words w3 and w4. */
  private static final NgramTable TABLE =
      new NgramTable(2, 5)
          .with(-2, 0, 0)
          .with(0, -0.25, 1)
          .with(-0.5, 0, 2)
          .with(-1, -0.125, 3)
          .with(-1.5, 0, 4)
          .with(-0.75, 0, 1, 3)
          .with(-0.0625, 0, 3, 4);

  private static SentenceScorer scorer(NgramTable table) {
    return new SentenceScorer(new TrieModel(table.lexicon(), table.trie()));
  }

  private static CorpusScore score(String sentence) {
    byte[] text = ("x " + sentence).getBytes(StandardCharsets.UTF_8);
    return scorer(TABLE).score(text, 2, text.length);
  }

  @Example
  void aSentenceIsScoredFromItsStartToItsEnd() {
    CorpusScore score = score("w3 w4");
    assertThat(score.tokens()).isEqualTo(3);
    assertThat(score.oov()).isZero();
    assertThat(score.log10Prob()).isEqualTo(-0.75 - 0.0625 - 0.5);
    assertThat(score.perplexity()).isCloseTo(Math.pow(10, 1.3125 / 3), within(1e-12));
    assertThat(score.perplexityWithoutOov()).isEqualTo(score.perplexity());
  }

  @Example
  void anEmptyLineIsASentence() {
    assertThat(score("")).isEqualTo(score(" \t"));
    assertThat(score("").tokens()).isEqualTo(1);
    assertThat(score("").log10Prob()).isEqualTo(-0.25 - 0.5);
  }

  @Example
  void unknownWordsAndSpelledSpecialsAreCountedApart() {
    CorpusScore score = score("w3\u0000</s>\r\tw9 ");
    assertThat(score.tokens()).isEqualTo(4);
    assertThat(score.oov()).isEqualTo(2);
    assertThat(score.log10ProbOov()).isEqualTo(-0.125 - 2 - 2);
    assertThat(score.log10Prob()).isEqualTo(-0.75 - 0.125 - 2 - 2 - 0.5);
    assertThat(score.perplexityWithoutOov()).isCloseTo(Math.pow(10, 1.25 / 2), within(1e-12));
  }

  @Example
  void aWordOfNoProbabilityMakesTheTextImpossible() {
    NgramTable table =
        new NgramTable(1, 4)
            .with(Double.NEGATIVE_INFINITY, 0, 0)
            .with(0, 0, 1)
            .with(-0.5, 0, 2)
            .with(Double.NEGATIVE_INFINITY, 0, 3);
    CorpusScore unknown = scorer(table).score(new int[] {0}, 1);
    assertThat(unknown.log10Prob()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(unknown.perplexity()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(unknown.perplexityWithoutOov()).isCloseTo(Math.pow(10, 0.5), within(1e-12));
    CorpusScore known = scorer(table).score(new int[] {3}, 1);
    assertThat(known.perplexityWithoutOov()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Example
  void aBigramThatMaximumLikelihoodHasNotSeenIsImpossible() {
    NgramTable table =
        new NgramTable(2, 5)
            .with(-99, 0, 0)
            .with(0, -99, 1)
            .with(-0.5, 0, 2)
            .with(-0.5, -99, 3)
            .with(-0.5, -99, 4)
            .with(0, 0, 1, 3)
            .with(-0.25, 0, 3, 4)
            .with(0, 0, 4, 2);
    CorpusScore seen = scorer(table).score(new int[] {3, 4}, 2);
    assertThat(seen.impossible()).isZero();
    assertThat(seen.log10Prob()).isEqualTo(-0.25);
    CorpusScore unseen = scorer(table).score(new int[] {3, 3, 4}, 3);
    assertThat(unseen.impossible()).isEqualTo(1);
    assertThat(unseen.log10Prob()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Property(tries = 50)
  void scoresMergeToTheSameBitsInAnyOrder(@ForAll long seed) {
    NgramTable table = NgramTable.random(seed, 3, 30, 100);
    SentenceScorer scorer = scorer(table);
    Random random = new Random(seed);
    List<CorpusScore> scores = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int[] sentence = random.ints(random.nextInt(20), 3, 30).toArray();
      scores.add(scorer.score(sentence, sentence.length));
    }
    CorpusScore all = scores.stream().reduce(CorpusScore.EMPTY, CorpusScore::merge);
    double sum = scores.stream().mapToDouble(CorpusScore::log10Prob).sum();
    Collections.shuffle(scores, random);
    CorpusScore left = scores.subList(0, 20).stream().reduce(CorpusScore.EMPTY, CorpusScore::merge);
    CorpusScore right =
        scores.subList(20, 50).stream().reduce(CorpusScore.EMPTY, CorpusScore::merge);
    assertThat(right.merge(left)).isEqualTo(all);
    assertThat(all.sentences()).isEqualTo(50);
    assertThat(all.log10Prob()).isCloseTo(sum, within(1e-9));
  }

  @Example
  void aScoreThatCannotBeIsRefused() {
    assertThatThrownBy(() -> new CorpusScore(1, 2, 2, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

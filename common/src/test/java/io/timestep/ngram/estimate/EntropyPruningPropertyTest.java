package io.timestep.ngram.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.ngram.Discounts;
import io.timestep.ngram.reference.ReferenceEstimator;
import io.timestep.ngram.reference.ReferenceModel;
import io.timestep.ngram.reference.ReferenceSettings;
import io.timestep.ngram.reference.ReferenceTrie;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Pruned models of random texts beside the definition, summed over the vocabulary. */
class EntropyPruningPropertyTest {
  private static final List<String> WORDS = List.of("a", "b", "c", "d", "e", "f");

  private static List<List<String>> text(Random random) {
    List<List<String>> sentences = new ArrayList<>();
    for (int s = 4 + random.nextInt(12); s > 0; s--) {
      List<String> sentence = new ArrayList<>();
      for (int i = random.nextInt(9); i > 0; i--) {
        double skewed = random.nextDouble() * random.nextDouble();
        sentence.add(WORDS.get((int) (skewed * WORDS.size())));
      }
      sentences.add(sentence);
    }
    return sentences;
  }

  private static ReferenceTrie model(int order, SmoothingMethod method, Random random) {
    List<List<String>> text = text(random);
    ReferenceSettings settings =
        ReferenceSettings.of(order, method)
            .with(SmoothingSettings.of(method).withFallback(Discounts.FALLBACK));
    return ReferenceTrie.of(ReferenceEstimator.estimate(text, settings), text);
  }

  @Property(tries = 100)
  void probabilities_sum_to_1_after_every_context_of_the_whole_model(
      @ForAll @IntRange(min = 1, max = 5) int order,
      @ForAll SmoothingMethod method,
      @ForAll @DoubleRange(min = -6, max = -1) double log10Threshold,
      @ForAll long seed) {
    if (!method.isNormalized()) {
      return;
    }
    ReferenceTrie whole = model(order, method, new Random(seed));
    ReferenceModel pruned =
        ReferenceTrie.model(
            EntropyPruning.prune(whole.trie(), Math.pow(10, log10Threshold)), whole.lexicon());

    for (Map<List<String>, Double> contexts :
        ReferenceTrie.model(whole.trie(), whole.lexicon()).probs()) {
      for (List<String> context : contexts.keySet()) {
        double sum =
            pruned.vocabulary().stream().mapToDouble(w -> pruned.probability(context, w)).sum();
        assertThat(sum).as("%s after %s", method, context).isCloseTo(1, within(1e-5));
      }
    }
  }

  @Property(tries = 100)
  void it_removes_what_the_definition_says(
      @ForAll @IntRange(min = 2, max = 4) int order,
      @ForAll @DoubleRange(min = -4, max = -1.5) double log10Threshold,
      @ForAll long seed) {
    double threshold = Math.pow(10, log10Threshold);
    ReferenceTrie stored = model(order, SmoothingMethod.WITTEN_BELL, new Random(seed));
    ReferenceModel whole = ReferenceTrie.model(stored.trie(), stored.lexicon());
    ReferenceModel pruned =
        ReferenceTrie.model(EntropyPruning.prune(stored.trie(), threshold), stored.lexicon());

    for (int k = 2; k <= order; k++) {
      Set<List<String>> kept = pruned.probs().get(k - 1).keySet();
      for (List<String> ngram : whole.probs().get(k - 1).keySet()) {
        double rise = Math.expm1(divergence(whole, ngram));
        if (k < order && isContext(ngram, pruned.probs().get(k).keySet())) {
          assertThat(kept).contains(ngram);
        } else if (Math.abs(rise - threshold) > 1e-3 * threshold) { // else rounding decides
          assertThat(kept.contains(ngram)).as("%s: %s", ngram, rise).isEqualTo(rise > threshold);
        }
      }
    }
  }

  private static boolean isContext(List<String> ngram, Set<List<String>> longer) {
    return longer.stream().anyMatch(l -> l.subList(0, ngram.size()).equals(ngram));
  }

  /** p(h) times the sum over all words v of p(v|h) ln (p(v|h) / p'(v|h)), p' without the N-gram. */
  private static double divergence(ReferenceModel model, List<String> ngram) {
    List<String> context = ngram.subList(0, ngram.size() - 1);
    List<String> shorter = context.subList(1, context.size());
    Set<List<String>> seen = model.probs().get(ngram.size() - 1).keySet();
    double left = 1;
    double leftAfterShorter = 1;
    for (String word : model.vocabulary()) {
      List<String> other = new ArrayList<>(context);
      other.add(word);
      if (seen.contains(other) && !other.equals(ngram)) {
        left -= model.probability(context, word);
        leftAfterShorter -= model.probability(shorter, word);
      }
    }
    double sum = 0;
    for (String word : model.vocabulary()) {
      List<String> other = new ArrayList<>(context);
      other.add(word);
      if (!seen.contains(other) || other.equals(ngram)) {
        double without = left / leftAfterShorter * model.probability(shorter, word);
        double prob = model.probability(context, word);
        sum += prob * Math.log(prob / without);
      }
    }
    return historyProbability(model, context) * sum;
  }

  private static double historyProbability(ReferenceModel model, List<String> history) {
    double product = 1;
    for (int i = 0; i < history.size(); i++) {
      String word = history.get(i);
      boolean start = word.equals(Vocabulary.SENTENCE_START);
      product *= model.probability(history.subList(0, i), start ? Vocabulary.SENTENCE_END : word);
    }
    return product;
  }
}

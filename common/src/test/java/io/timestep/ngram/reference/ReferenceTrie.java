package io.timestep.ngram.reference;

import io.timestep.ngram.estimate.Log10;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import io.timestep.text.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reference model as models are stored: words have ids by falling count, equal counts in the
 * order of their bytes, after the three specials; excluded words have none.
 */
public record ReferenceTrie(Lexicon lexicon, NgramTrie trie) {
  public static ReferenceTrie of(ReferenceModel model, List<List<String>> sentences) {
    Lexicon lexicon = lexicon(model, sentences);
    List<Map<List<Integer>, List<String>>> byIds = new ArrayList<>();
    for (Map<List<String>, Double> probs : model.probs()) {
      TreeMap<List<Integer>, List<String>> sorted = new TreeMap<>(ReferenceTrie::compare);
      for (List<String> ngram : probs.keySet()) {
        sorted.put(ngram.stream().map(lexicon::id).toList(), ngram);
      }
      byIds.add(sorted);
    }
    List<TrieLevel> levels = new ArrayList<>();
    for (int k = 1; k <= model.order(); k++) {
      levels.add(level(model, k, byIds));
    }
    return new ReferenceTrie(lexicon, new NgramTrie(levels));
  }

  /** A stored model by words again; its numbers have the precision of 32-bit logarithms. */
  public static ReferenceModel model(NgramTrie trie, Lexicon lexicon) {
    ReferenceModel model = new ReferenceModel(new ArrayList<>(), new ArrayList<>());
    for (int k = 1; k <= trie.order(); k++) {
      model.probs().add(new HashMap<>());
      if (k < trie.order()) {
        model.backoffs().add(new HashMap<>());
      }
    }
    for (int node = 0; node < trie.level(1).size(); node++) {
      collect(trie, lexicon, node, List.of(), model);
    }
    return model;
  }

  private static void collect(
      NgramTrie trie, Lexicon lexicon, int node, List<String> context, ReferenceModel model) {
    int k = context.size() + 1;
    TrieLevel level = trie.level(k);
    List<String> ngram = new ArrayList<>(context);
    ngram.add(lexicon.word(level.words()[node]));
    model.probs().get(k - 1).put(ngram, Math.pow(10, level.log10Probs()[node]));
    if (k < trie.order()) {
      model.backoffs().get(k - 1).put(ngram, Math.pow(10, level.log10Backoffs()[node]));
      for (int i = level.children()[node]; i < level.children()[node + 1]; i++) {
        collect(trie, lexicon, i, ngram, model);
      }
    }
  }

  private static TrieLevel level(
      ReferenceModel model, int k, List<Map<List<Integer>, List<String>>> byIds) {
    Map<List<Integer>, List<String>> nodes = byIds.get(k - 1);
    boolean highest = k == model.order();
    int[] words = new int[nodes.size()];
    float[] probs = new float[nodes.size()];
    float[] backoffs = highest ? null : new float[nodes.size()];
    int[] children = highest ? null : new int[nodes.size() + 1];
    int node = 0;
    for (Map.Entry<List<Integer>, List<String>> entry : nodes.entrySet()) {
      List<Integer> ids = entry.getKey();
      words[node] = ids.get(k - 1);
      probs[node] = Log10.ofProbability(model.probs().get(k - 1).get(entry.getValue()));
      if (!highest) {
        backoffs[node] = Log10.ofWeight(model.backoffs().get(k - 1).get(entry.getValue()));
        long ofThis =
            byIds.get(k).keySet().stream().filter(c -> c.subList(0, k).equals(ids)).count();
        children[node + 1] = children[node] + (int) ofThis;
      }
      node++;
    }
    return new TrieLevel(words, probs, backoffs, children);
  }

  private static Lexicon lexicon(ReferenceModel model, List<List<String>> sentences) {
    Map<String, Long> counts = new HashMap<>();
    sentences.forEach(words -> words.forEach(word -> counts.merge(word, 1L, Long::sum)));
    return Lexicon.of(
        model.vocabulary().stream()
            .filter(counts::containsKey) // <unk> and </s> lead as specials
            .sorted(
                Comparator.comparing((String word) -> -counts.get(word))
                    .thenComparing(ByteOrder.INSTANCE))
            .toList());
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = Integer.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}

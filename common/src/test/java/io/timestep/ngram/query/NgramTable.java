package io.timestep.ngram.query;

import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A model as a plain table of N-grams, asked by the definition of backing off. */
public final class NgramTable {
  private record Entry(float log10Prob, float log10Backoff) {}

  private static final Comparator<List<Integer>> BY_WORDS =
      (a, b) -> {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
          int order = Integer.compare(a.get(i), b.get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(a.size(), b.size());
      };

  private final int order;
  private final int words;
  private final TreeMap<List<Integer>, Entry> entries = new TreeMap<>(BY_WORDS);

  public NgramTable(int order, int words) {
    this.order = order;
    this.words = words;
  }

  /**
   * N-grams drawn at random, with all they begin with (and not with all they end in).
   *
   * @param draws N-grams drawn of each order above 1
   */
  public static NgramTable random(long seed, int order, int words, int draws) {
    SplittableRandom random = new SplittableRandom(seed);
    NgramTable table = new NgramTable(order, words);
    for (int word = 0; word < words; word++) {
      table.put(random, List.of(word));
    }
    for (int length = 2; length <= order; length++) {
      for (int i = 0; i < draws; i++) {
        List<Integer> ngram = new ArrayList<>();
        for (int j = 0; j < length; j++) {
          ngram.add((int) (words * random.nextDouble() * random.nextDouble()));
          table.put(random, List.copyOf(ngram));
        }
      }
    }
    return table;
  }

  private void put(SplittableRandom random, List<Integer> ngram) {
    float prob = (float) (-6 * random.nextDouble());
    float backoff = random.nextInt(4) == 0 ? 0 : (float) (0.3 - 2 * random.nextDouble());
    entries.putIfAbsent(ngram, new Entry(prob, backoff));
  }

  public NgramTable with(double log10Prob, double log10Backoff, Integer... ngram) {
    entries.put(List.of(ngram), new Entry((float) log10Prob, (float) log10Backoff));
    return this;
  }

  /** All N-grams, by words. */
  public List<List<Integer>> ngrams() {
    return List.copyOf(entries.keySet());
  }

  public float log10Prob(List<Integer> ngram) {
    return entries.get(ngram).log10Prob();
  }

  public float log10Backoff(List<Integer> ngram) {
    return entries.get(ngram).log10Backoff();
  }

  /** log10 p(word | history), by the longest N-gram that is in the table. */
  public double log10Prob(List<Integer> history, int word) {
    double weight = 0;
    for (int n = Math.min(history.size(), order - 1); n >= 0; n--) {
      List<Integer> context = history.subList(history.size() - n, history.size());
      Entry entry = entries.get(followedBy(context, word));
      if (entry != null) {
        return weight + entry.log10Prob();
      }
      weight += entries.containsKey(context) ? entries.get(context).log10Backoff() : 0;
    }
    throw new IllegalStateException("No unigram of " + word);
  }

  /** Words of the longest N-gram in the table that ends history and word. */
  public int matched(List<Integer> history, int word) {
    for (int n = Math.min(history.size(), order - 1); n >= 0; n--) {
      List<Integer> context = history.subList(history.size() - n, history.size());
      if (entries.containsKey(followedBy(context, word))) {
        return n + 1;
      }
    }
    return 0;
  }

  private static List<Integer> followedBy(List<Integer> context, int word) {
    List<Integer> ngram = new ArrayList<>(context);
    ngram.add(word);
    return ngram;
  }

  public int order() {
    return order;
  }

  /** Words w3, w4 and so on behind the specials. */
  public Lexicon lexicon() {
    List<String> names = new ArrayList<>();
    for (int id = Vocabulary.SPECIALS; id < words; id++) {
      names.add("w" + id);
    }
    return Lexicon.of(names);
  }

  public NgramTrie trie() {
    List<TrieLevel> levels = new ArrayList<>();
    for (int length = 1; length <= order; length++) {
      levels.add(level(length));
    }
    return new NgramTrie(levels);
  }

  private TrieLevel level(int length) {
    List<Integer> ends = new ArrayList<>();
    List<Float> probs = new ArrayList<>();
    List<Float> backoffs = new ArrayList<>();
    List<Integer> children = new ArrayList<>();
    int next = 0;
    for (Map.Entry<List<Integer>, Entry> entry : entries.entrySet()) {
      int size = entry.getKey().size();
      if (size == length) { // its children come after it and before the next of its length
        ends.add(entry.getKey().get(length - 1));
        probs.add(entry.getValue().log10Prob());
        backoffs.add(entry.getValue().log10Backoff());
        children.add(next);
      }
      next += size == length + 1 ? 1 : 0;
    }
    children.add(next);
    int[] words = ends.stream().mapToInt(i -> i).toArray();
    if (length == order) {
      return new TrieLevel(words, floats(probs), null, null);
    }
    return new TrieLevel(
        words, floats(probs), floats(backoffs), children.stream().mapToInt(i -> i).toArray());
  }

  private static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}

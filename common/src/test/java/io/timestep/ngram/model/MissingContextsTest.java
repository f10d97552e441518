package io.timestep.ngram.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Files whose N-grams lack contexts, against a model that is a map. */
class MissingContextsTest {
  private static final List<String> WORDS = List.of("<unk>", "<s>", "</s>", "a", "b", "c");

  /** log10 p and log10 backoff by N-gram. */
  private record Weights(float log10Prob, float log10Backoff) {}

  @Property(tries = 200)
  void whatIsPutInChangesNoProbability(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 5) int order,
      @ForAll @IntRange(min = 1, max = 40) int ngrams)
      throws IOException {
    Map<String, Weights> listed = randomNgrams(new Random(seed), order, ngrams);
    byte[] text = arpa(listed, order).getBytes(StandardCharsets.UTF_8);
    ArpaModel model = ArpaReader.read(new ByteArrayInputStream(text), "pruned.arpa");
    Map<String, Weights> read = new HashMap<>();
    collect(model, 1, 0, model.lexicon().size(), "", read);

    assertThat(read).containsAllEntriesOf(listed);
    read.forEach(
        (ngram, weights) -> {
          if (!listed.containsKey(ngram)) {
            assertThat(listed.keySet()).anyMatch(other -> other.startsWith(ngram + " "));
            assertThat(weights.log10Backoff()).isZero();
            assertThat(weights.log10Prob()).isCloseTo(log10Prob(listed, ngram), within(1e-5f));
          }
        });
  }

  private static Map<String, Weights> randomNgrams(Random random, int order, int ngrams) {
    Map<String, Weights> listed = new LinkedHashMap<>();
    for (String word : WORDS) {
      listed.put(word, randomWeights(random));
    }
    for (int i = 0; i < ngrams; i++) {
      int length = 2 + random.nextInt(order - 1);
      List<String> words = new ArrayList<>();
      for (int k = 0; k < length; k++) {
        words.add(WORDS.get(random.nextInt(WORDS.size())));
      }
      Weights weights = randomWeights(random);
      boolean top = length == order;
      listed.put(String.join(" ", words), top ? new Weights(weights.log10Prob(), 0) : weights);
    }
    return listed;
  }

  private static Weights randomWeights(Random random) {
    return new Weights(-3 * random.nextFloat(), random.nextFloat() - 0.75f);
  }

  private static String arpa(Map<String, Weights> listed, int order) {
    StringBuilder head = new StringBuilder("\\data\\\n");
    StringBuilder sections = new StringBuilder();
    for (int k = 1; k <= order; k++) {
      int count = 0;
      sections.append("\n\\%d-grams:\n".formatted(k));
      for (Map.Entry<String, Weights> ngram : listed.entrySet()) {
        if (ngram.getKey().split(" ", -1).length == k) {
          Weights weights = ngram.getValue();
          sections.append(weights.log10Prob()).append('\t').append(ngram.getKey());
          sections.append('\t').append(weights.log10Backoff()).append('\n');
          count++;
        }
      }
      head.append("ngram %d=%d\n".formatted(k, count));
    }
    return head.append(sections).append("\n\\end\\\n").toString();
  }

  private static void collect(
      ArpaModel model, int order, int from, int to, String context, Map<String, Weights> into) {
    TrieLevel level = model.trie().level(order);
    for (int node = from; node < to; node++) {
      String ngram = context + model.lexicon().word(level.words()[node]);
      boolean top = order == model.trie().order();
      float log10Backoff = top ? 0 : level.log10Backoffs()[node];
      into.put(ngram, new Weights(level.log10Probs()[node], log10Backoff));
      if (!top) {
        int[] children = level.children();
        collect(model, order + 1, children[node], children[node + 1], ngram + " ", into);
      }
    }
  }

  private static float log10Prob(Map<String, Weights> listed, String ngram) {
    Weights weights = listed.get(ngram);
    if (weights != null) {
      return weights.log10Prob();
    }
    Weights context = listed.get(ngram.substring(0, ngram.lastIndexOf(' ')));
    float backoff = context == null ? 0 : context.log10Backoff();
    return backoff + log10Prob(listed, ngram.substring(ngram.indexOf(' ') + 1));
  }
}

package io.timestep.ngram.reference;

import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.PartitionCounts;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SplitBigrams;
import io.timestep.ngram.count.SplitWord;
import io.timestep.ngram.count.SplitWordBlock;
import io.timestep.ngram.count.SuffixEvents;
import io.timestep.ngram.count.SuffixLevel;
import io.timestep.ngram.count.SuffixPartitions;
import io.timestep.ngram.estimate.CorpusCounts;
import io.timestep.ngram.estimate.EstimatePlan;
import io.timestep.ngram.estimate.Log10;
import io.timestep.ngram.estimate.LowerOrderCounts;
import io.timestep.ngram.estimate.PartitionEstimator;
import io.timestep.ngram.estimate.Planner;
import io.timestep.ngram.estimate.SplitContext;
import io.timestep.ngram.estimate.TrieAssembly;
import io.timestep.ngram.model.ArpaWriter;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;
import io.timestep.vocab.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The engine from text to model as the jobs put it together, in one thread and without Spark. */
final class InMemoryEngine {
  /**
   * How the work is divided; the model does not depend on it.
   *
   * @param partitions of the N-grams
   * @param shards of the model, at most one for each of its words
   * @param spareBits of a word in a key beyond those needed
   * @param splitPercent how many words have their N-grams in several partitions, where N is 3 or
   *     more
   * @param seed which word goes to which partition, where shards begin, who comes first
   */
  record Division(int partitions, int shards, int spareBits, int splitPercent, long seed) {
    static final Division NONE = new Division(1, 1, 0, 0, 0);
  }

  /** A model in shards. */
  record Model(Lexicon lexicon, List<NgramTrie> shards) {
    int order() {
      return shards.get(0).order();
    }

    /** log10 p and log10 backoff, 0 at the highest order, of the N-grams of k words. */
    Map<List<String>, List<Float>> entries(int k) {
      Map<List<String>, List<Float>> entries = new HashMap<>();
      for (NgramTrie shard : shards) {
        for (int node = 0; node < shard.level(1).size(); node++) {
          collect(shard, 1, node, List.of(), k, entries);
        }
      }
      return entries;
    }

    private void collect(
        NgramTrie trie,
        int depth,
        int node,
        List<String> context,
        int k,
        Map<List<String>, List<Float>> entries) {
      TrieLevel level = trie.level(depth);
      List<String> ngram = new ArrayList<>(context);
      ngram.add(lexicon.word(level.words()[node]));
      if (depth == k) {
        float backoff = k < trie.order() ? level.log10Backoffs()[node] : 0;
        if (entries.put(ngram, List.of(level.log10Probs()[node], backoff)) != null) {
          throw new AssertionError(ngram + " is there twice");
        }
        return;
      }
      for (int child = level.children()[node]; child < level.children()[node + 1]; child++) {
        collect(trie, depth + 1, child, ngram, k, entries);
      }
    }

    /** The ARPA file, its sections those of the shards one after the other. */
    String arpa() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ArpaWriter writer = new ArpaWriter(lexicon, bytes);
      try {
        writer.header(
            IntStream.rangeClosed(1, order())
                .mapToLong(k -> shards.stream().mapToLong(s -> s.level(k).size()).sum())
                .toArray());
        for (int k = 1; k <= order(); k++) {
          writer.beginSection(k);
          for (NgramTrie shard : shards) {
            writer.lines(shard, k);
          }
          writer.endSection();
        }
        writer.end();
        writer.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private final ReferenceSettings settings;
  private final Division division;
  private final Random random;
  private final EngineWords words;
  private final KeyLayout layout;

  private InMemoryEngine(
      List<List<String>> sentences, ReferenceSettings settings, Division division) {
    this.settings = settings;
    this.division = division;
    this.random = new Random(division.seed());
    this.words = EngineWords.of(sentences, settings);
    KeyLayout least = KeyLayout.of(Math.max(2, settings.order()), words.lexicon().size());
    this.layout = new KeyLayout(least.words(), Math.min(32, least.bits() + division.spareBits()));
  }

  static Model estimate(
      List<List<String>> sentences, ReferenceSettings settings, Division division) {
    InMemoryEngine engine = new InMemoryEngine(sentences, settings, division);
    SuffixPartitions places = engine.places();
    List<SortedNgrams> partitions = engine.partitions(sentences, places);
    List<SplitWord> splitWords = new ArrayList<>();
    List<SplitBigrams> split = engine.exchange(partitions, places, splitWords);
    int[] starts = engine.shardStarts();
    EstimatePlan plan = engine.plan(partitions, split, splitWords, starts);
    return new Model(
        engine.words.keptLexicon(), engine.shards(plan, partitions, split, splitWords, starts));
  }

  /** Where N-grams go. */
  private SuffixPartitions places() {
    int count = division.partitions();
    int[] byWord = random.ints(words.lexicon().size(), 0, count).toArray();
    List<int[]> splits = new ArrayList<>();
    List<Integer> splitWords = new ArrayList<>();
    for (int id = Vocabulary.SPECIALS; id < byWord.length && layout.words() > 2; id++) {
      if (random.nextInt(100) < division.splitPercent()) {
        byWord[id] = ~splits.size();
        splits.add(random.ints(1 + random.nextInt(4), 0, count).toArray());
        splitWords.add(id);
      }
    }
    return new SuffixPartitions(
        byWord,
        splits.toArray(int[][]::new),
        splitWords.stream().mapToInt(Integer::intValue).toArray(),
        count);
  }

  /**
   * Partitions tell what they counted of split words' bigrams, and are told the sums.
   *
   * @param sums filled: all split words that are there
   */
  private List<SplitBigrams> exchange(
      List<SortedNgrams> partitions, SuffixPartitions places, List<SplitWord> sums) {
    List<List<byte[]>> answers = new ArrayList<>();
    List<byte[][]> counted = new ArrayList<>();
    for (SortedNgrams partition : partitions) {
      counted.add(SplitWord.counted(partition, places, counted.size()));
      answers.add(new ArrayList<>());
    }
    for (int s = 0; s < places.splitWords().length; s++) {
      int number = s;
      List<byte[]> blocks =
          new ArrayList<>(
              counted.stream().map(mine -> mine[number]).filter(b -> b.length > 0).toList());
      Collections.shuffle(blocks, random);
      if (!blocks.isEmpty()) {
        SplitWord sum = SplitWord.sum(blocks.iterator());
        sums.add(sum);
        for (byte[] block : blocks) {
          SplitWordBlock answer = sum.answer(block);
          answers.get(answer.origin()).add(answer.bytes());
        }
      }
    }
    return answers.stream().map(SplitBigrams::of).toList();
  }

  /** Two tasks read the text; their blocks arrive in any order. */
  private List<SortedNgrams> partitions(List<List<String>> sentences, SuffixPartitions places) {
    int count = division.partitions();
    List<List<byte[]>> blocks = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      blocks.add(new ArrayList<>());
    }
    int half = sentences.size() / 2;
    for (List<List<String>> task :
        List.of(sentences.subList(0, half), sentences.subList(half, sentences.size()))) {
      SuffixEvents events =
          new SuffixEvents(
              layout, SuffixEvents.Boundaries.INCLUDE, Vocabulary.START, Vocabulary.END, places);
      for (List<String> sentence : task) {
        int[] ids = sentence.stream().mapToInt(words.lexicon()::id).toArray();
        events.add(ids, ids.length);
      }
      byte[][] taken = events.takeBlocks();
      for (int p = 0; p < count; p++) {
        blocks.get(p).add(taken[p]);
      }
    }
    blocks.forEach(mine -> Collections.shuffle(mine, random));
    return blocks.stream().map(mine -> SortedNgrams.of(layout, mine)).toList();
  }

  private EstimatePlan plan(
      List<SortedNgrams> partitions,
      List<SplitBigrams> split,
      List<SplitWord> splitWords,
      int[] shardStarts) {
    LowerOrderCounts kind = settings.smoothing().method().lowerOrderCounts();
    boolean asKenlm = settings.countsOfCounts() == CountsOfCounts.Rule.KENLM;
    CorpusCounts counts = new CorpusCounts(settings.order(), kind, words.counts());
    for (SplitWord word : splitWords) {
      long threshold = Planner.threshold(settings.prune(), 2);
      counts.add(SplitContext.of(word, settings.order(), kind, threshold, words.kept()));
    }
    for (int p = 0; p < partitions.size(); p++) {
      counts.add(
          PartitionCounts.of(
              partitions.get(p),
              split.get(p),
              kind == LowerOrderCounts.CONTINUATIONS ? SuffixLevel::adjusted : SuffixLevel::actual,
              asKenlm ? words.ranks() : null));
    }
    return Planner.plan(
        settings.order(),
        settings.smoothing(),
        settings.prune(),
        counts,
        words.kept(),
        shardStarts);
  }

  private List<NgramTrie> shards(
      EstimatePlan plan,
      List<SortedNgrams> partitions,
      List<SplitBigrams> split,
      List<SplitWord> splitWords,
      int[] shardStarts) {
    TreeMap<Integer, List<byte[]>> blocks = new TreeMap<>();
    for (int shard = 0; shard + 1 < shardStarts.length; shard++) {
      blocks.put(shard, new ArrayList<>());
    }
    List<List<List<byte[]>>> estimates = new ArrayList<>();
    for (int p = 0; p < partitions.size(); p++) {
      estimates.add(PartitionEstimator.run(plan, partitions.get(p), split.get(p)));
    }
    splitWords.forEach(word -> estimates.add(SplitContext.estimate(plan, word, layout)));
    for (List<List<byte[]>> byShard : estimates) {
      for (int shard = 0; shard < byShard.size(); shard++) {
        blocks.get(shard).addAll(byShard.get(shard));
      }
    }
    List<NgramTrie> shards = new ArrayList<>();
    blocks.forEach(
        (shard, mine) -> {
          Collections.shuffle(mine, random);
          int first = shardStarts[shard];
          float[] unigrams = new float[shardStarts[shard + 1] - first];
          for (int i = 0; i < unigrams.length; i++) {
            unigrams[i] = Log10.ofProbability(plan.unigrams()[first + i]);
          }
          shards.add(TrieAssembly.assemble(settings.order(), layout, first, unigrams, mine));
        });
    return shards;
  }

  /** Where shards begin, each with a word at least, and the number of words at the end. */
  private int[] shardStarts() {
    List<Integer> inside = new ArrayList<>(IntStream.range(1, words.kept()).boxed().toList());
    Collections.shuffle(inside, random);
    int cuts = Math.min(division.shards() - 1, inside.size());
    return IntStream.concat(
            IntStream.of(0, words.kept()),
            inside.subList(0, cuts).stream().mapToInt(Integer::intValue))
        .sorted()
        .toArray();
  }
}

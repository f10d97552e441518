package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.PartitionCounts;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SplitBigrams;
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
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.settings.NgramConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** The N-grams of a source, sorted and counted in partitions, and what is made of them. */
final class NgramPartitions implements AutoCloseable {
  private final JobContext context;
  private final KeyLayout layout;
  private final JavaRDD<SortedNgrams> ngrams;
  private final Optional<SplitWords> split;
  private final Broadcast<Lexicon> lexicon;
  private final List<Broadcast<?>> shared = new ArrayList<>();

  private NgramPartitions(
      JobContext context,
      NgramSource source,
      WordIds ids,
      KeyLayout layout,
      SuffixPartitions places) {
    this.context = context;
    this.layout = layout;
    this.lexicon = share(ids.lexicon());
    Broadcast<SuffixPartitions> placed = share(places);
    this.ngrams =
        source
            .sorted(layout, lexicon, placed)
            .setName("sorted N-grams")
            .persist(StorageLevel.MEMORY_AND_DISK());
    this.split =
        places.isSplit()
            ? Optional.of(
                new SplitWords(ngrams, placed, places.splitWords().length, places.count()))
            : Optional.empty();
  }

  static NgramPartitions of(
      JobContext context,
      NgramSource source,
      WordIds ids,
      KeyLayout layout,
      SuffixPartitions places) {
    return new NgramPartitions(context, source, ids, layout, places);
  }

  private <T> Broadcast<T> share(T value) {
    Broadcast<T> broadcast = context.sparkContext().broadcast(value);
    shared.add(broadcast);
    return broadcast;
  }

  /** Counts all partitions and plans the estimate. */
  EstimatePlan plan(NgramConfig config, WordIds ids, int[] shardStarts) {
    LowerOrderCounts kind = config.smoothing().lowerOrderCounts();
    Broadcast<int[]> ranks = config.kenlmCompatible() ? share(ids.ranks()) : null;
    JavaRDD<PartitionCounts> counted =
        each(
            (partition, bigrams) ->
                List.of(
                        PartitionCounts.of(
                            partition,
                            bigrams,
                            kind == LowerOrderCounts.CONTINUATIONS
                                ? SuffixLevel::adjusted
                                : SuffixLevel::actual,
                            ranks == null ? null : ranks.value()))
                    .iterator());
    CorpusCounts counts = new CorpusCounts(config.order(), kind, ids.counts());
    Stage.run(
        context,
        "ngram train: count N-grams",
        0,
        progress -> {
          PartitionMerge.merge(counted).forEach(counts::add);
          splitContexts(config, kind, ids.kept()).forEach(counts::add);
          return null;
        });
    return Planner.plan(
        config.order(),
        config.smoothingSettings(),
        config.prune(),
        counts,
        ids.kept(),
        shardStarts);
  }

  private List<SplitContext> splitContexts(NgramConfig config, LowerOrderCounts kind, int kept) {
    if (split.isEmpty()) {
      return List.of();
    }
    int order = config.order();
    long threshold = Planner.threshold(config.prune(), 2);
    return split
        .get()
        .sums()
        .map(word -> SplitContext.of(word, order, kind, threshold, kept))
        .collect();
  }

  /** What is done with a partition and the bigrams of its split words. */
  private interface Work<R> extends Serializable {
    Iterator<R> call(SortedNgrams partition, SplitBigrams bigrams);
  }

  private <R> JavaRDD<R> each(Work<R> work) {
    return split.isEmpty()
        ? ngrams.flatMap(partition -> work.call(partition, SplitBigrams.NONE))
        : split
            .get()
            .join(ngrams, (partition, bigrams) -> work.call(partition.next(), bigrams.next()));
  }

  /** Smooths, gathers the shards and writes their files. */
  List<ShardOutcome> write(
      EstimatePlan plan, WordIds ids, int order, int[] shardStarts, ModelFiles files) {
    Broadcast<EstimatePlan> planned = share(plan);
    Broadcast<ModelFiles> target = share(files);
    Broadcast<Lexicon> words =
        ids.kept() == ids.lexicon().size() ? lexicon : share(ids.keptLexicon());
    KeyLayout keys = layout;
    JavaRDD<NgramTrie> shards =
        NumberedBlocks.gather(estimates(planned), shardStarts.length - 1)
            .map(blocks -> assemble(planned.value(), order, keys, shardStarts, blocks))
            .setName("shards");
    if (!files.placesArpa()) {
      return writeShards(shards, target, words);
    }
    shards.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<ShardOutcome> written = writeShards(shards, target, words);
      files.placeArpa(written, words.value()).ifPresent(arpa -> place(shards, share(arpa), words));
      return written;
    } finally {
      shards.unpersist();
    }
  }

  private static NgramTrie assemble(
      EstimatePlan plan, int order, KeyLayout keys, int[] shardStarts, List<byte[]> blocks) {
    int shard = TaskContext.getPartitionId();
    int first = shardStarts[shard];
    float[] unigrams = new float[shardStarts[shard + 1] - first];
    for (int i = 0; i < unigrams.length; i++) {
      unigrams[i] = Log10.ofProbability(plan.unigrams()[first + i]);
    }
    return TrieAssembly.assemble(order, keys, first, unigrams, blocks);
  }

  private List<ShardOutcome> writeShards(
      JavaRDD<NgramTrie> shards, Broadcast<ModelFiles> files, Broadcast<Lexicon> words) {
    return Stage.run(
        context,
        "ngram train: estimate",
        0,
        progress ->
            shards
                .map(
                    trie ->
                        files.value().writeShard(TaskContext.getPartitionId(), trie, words.value()))
                .collect());
  }

  private void place(
      JavaRDD<NgramTrie> shards, Broadcast<PlacedArpa> arpa, Broadcast<Lexicon> words) {
    Stage.run(
        context,
        "ngram train: write ARPA",
        0,
        progress -> {
          shards.foreach(
              trie -> arpa.value().write(TaskContext.getPartitionId(), trie, words.value()));
          return null;
        });
  }

  /** Contexts with what follows them, by the shard they belong to. */
  private JavaRDD<Tuple2<Integer, byte[]>> estimates(Broadcast<EstimatePlan> planned) {
    JavaRDD<Tuple2<Integer, byte[]>> contexts =
        each(
            (partition, bigrams) ->
                byShard(PartitionEstimator.run(planned.value(), partition, bigrams)));
    if (split.isEmpty()) {
      return contexts;
    }
    KeyLayout keys = layout;
    return contexts.union(
        split
            .get()
            .sums()
            .flatMap(word -> byShard(SplitContext.estimate(planned.value(), word, keys))));
  }

  private static Iterator<Tuple2<Integer, byte[]>> byShard(List<List<byte[]>> byShard) {
    List<Tuple2<Integer, byte[]>> blocks = new ArrayList<>();
    for (int shard = 0; shard < byShard.size(); shard++) {
      for (byte[] block : byShard.get(shard)) {
        blocks.add(new Tuple2<>(shard, block));
      }
    }
    return blocks.iterator();
  }

  @Override
  public void close() {
    split.ifPresent(SplitWords::close);
    ngrams.unpersist();
    shared.forEach(Broadcast::destroy);
  }
}

package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.PartitionCounts;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SuffixLevel;
import io.timestep.ngram.estimate.CorpusCounts;
import io.timestep.ngram.estimate.EstimatePlan;
import io.timestep.ngram.estimate.Log10;
import io.timestep.ngram.estimate.LowerOrderCounts;
import io.timestep.ngram.estimate.PartitionEstimator;
import io.timestep.ngram.estimate.Planner;
import io.timestep.ngram.estimate.TrieAssembly;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** The N-grams of a source, sorted and counted in partitions, and what is made of them. */
final class NgramPartitions implements AutoCloseable {
  private final JobContext context;
  private final KeyLayout layout;
  private final JavaRDD<SortedNgrams> ngrams;
  private final Broadcast<Lexicon> lexicon;
  private final List<Broadcast<?>> shared = new ArrayList<>();

  private NgramPartitions(
      JobContext context, NgramSource source, WordIds ids, KeyLayout layout, int partitions) {
    this.context = context;
    this.layout = layout;
    this.lexicon = share(ids.lexicon());
    long[] weights = ids.counts().clone();
    weights[Vocabulary.END] = 0; // nothing follows it
    Broadcast<int[]> partitionOf = share(Balance.spread(weights, partitions));
    this.ngrams =
        source
            .sorted(layout, lexicon, partitionOf, partitions)
            .setName("sorted N-grams")
            .persist(StorageLevel.MEMORY_AND_DISK());
  }

  static NgramPartitions of(
      JobContext context, NgramSource source, WordIds ids, KeyLayout layout, int partitions) {
    return new NgramPartitions(context, source, ids, layout, partitions);
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
    Function<SortedNgrams, PartitionCounts> count =
        ngrams ->
            PartitionCounts.of(
                ngrams,
                kind == LowerOrderCounts.CONTINUATIONS
                    ? SuffixLevel::adjusted
                    : SuffixLevel::actual,
                ranks == null ? null : ranks.value());
    CorpusCounts counts = new CorpusCounts(config.order(), kind, ids.counts());
    Stage.run(context, "ngram train: count N-grams", 0, progress -> ngrams.map(count).collect())
        .forEach(counts::add);
    return Planner.plan(
        config.order(),
        config.smoothingSettings(),
        config.prune(),
        counts,
        ids.kept(),
        shardStarts);
  }

  /** Smooths, gathers the shards and writes their files. */
  List<ShardOutcome> write(
      EstimatePlan plan, WordIds ids, int order, int[] shardStarts, ModelFiles files) {
    Broadcast<EstimatePlan> planned = share(plan);
    Broadcast<Lexicon> words =
        ids.kept() == ids.lexicon().size() ? lexicon : share(ids.keptLexicon());
    KeyLayout keys = layout;
    JavaRDD<List<byte[]>> shards =
        NumberedBlocks.gather(
            ngrams.flatMap(partition -> contexts(planned.value(), partition)),
            shardStarts.length - 1);
    return Stage.run(
        context,
        "ngram train: estimate",
        0,
        progress ->
            shards
                .map(
                    blocks -> {
                      int shard = TaskContext.getPartitionId();
                      int first = shardStarts[shard];
                      float[] unigrams = new float[shardStarts[shard + 1] - first];
                      for (int i = 0; i < unigrams.length; i++) {
                        unigrams[i] = Log10.ofProbability(planned.value().unigrams()[first + i]);
                      }
                      return files.writeShard(
                          shard,
                          TrieAssembly.assemble(order, keys, first, unigrams, blocks),
                          words.value());
                    })
                .collect());
  }

  private static Iterator<Tuple2<Integer, byte[]>> contexts(
      EstimatePlan plan, SortedNgrams partition) {
    List<Tuple2<Integer, byte[]>> blocks = new ArrayList<>();
    List<List<byte[]>> byShard = PartitionEstimator.run(plan, partition);
    for (int shard = 0; shard < byShard.size(); shard++) {
      for (byte[] block : byShard.get(shard)) {
        blocks.add(new Tuple2<>(shard, block));
      }
    }
    return blocks.iterator();
  }

  @Override
  public void close() {
    ngrams.unpersist();
    shared.forEach(Broadcast::destroy);
  }
}

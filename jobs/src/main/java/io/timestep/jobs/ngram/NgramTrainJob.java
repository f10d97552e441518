package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.CorpusReader;
import io.timestep.jobs.corpus.RawLine;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.Discounts;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.PartitionCounts;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.estimate.CorpusCounts;
import io.timestep.ngram.estimate.EstimatePlan;
import io.timestep.ngram.estimate.LowerOrderCounts;
import io.timestep.ngram.estimate.PartitionEstimator;
import io.timestep.ngram.estimate.Planner;
import io.timestep.ngram.estimate.SmoothingMethod;
import io.timestep.ngram.estimate.SmoothingSettings;
import io.timestep.ngram.estimate.TrieAssembly;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.model.NgramTrie;
import io.timestep.text.TextConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

public final class NgramTrainJob {
  static final int EVENTS = Integer.getInteger("ev", 1_000_000);
  static long t0;

  static void lap(String what) {
    System.err.printf("%.2f %s%n", (System.nanoTime() - t0) / 1e9, what);
  }

  public static void run(JobContext context, CorpusInput input, TextConfig text, int order) {
    t0 = System.nanoTime();
    JavaRDD<RawLine> lines = CorpusReader.read(context, input);
    CountedWords counted = NgramText.words(lines, text);
    lap("words " + counted.tokens() + " " + counted.words().size());
    WordIds ids = WordIds.of(counted.words(), counted.sentences(), i -> true);
    lap("ids");
    long events = counted.tokens() + counted.sentences();
    int partitions = (int) Math.max(2, (events + EVENTS - 1) / EVENTS);
    KeyLayout layout = KeyLayout.of(order, ids.lexicon().size());
    Broadcast<Lexicon> lexicon = context.sparkContext().broadcast(ids.lexicon());
    long[] weights = ids.counts().clone();
    weights[2] = 0;
    Broadcast<int[]> spread = context.sparkContext().broadcast(Balance.spread(weights, partitions));
    lap("broadcast " + partitions);
    JavaRDD<SortedNgrams> ngrams =
        NgramText.ngrams(lines, text, layout, lexicon, spread, partitions)
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<PartitionCounts> parts =
        ngrams.map(p -> PartitionCounts.of(p, level -> level.adjusted(), null)).collect();
    lap("sorted and counted");
    CorpusCounts counts = new CorpusCounts(order, LowerOrderCounts.CONTINUATIONS, ids.counts());
    parts.forEach(counts::add);
    int shards = partitions;
    int[] starts = Balance.ranges(ids.counts(), ids.kept(), shards);
    EstimatePlan plan =
        Planner.plan(
            order,
            SmoothingSettings.of(SmoothingMethod.MODIFIED_KNESER_NEY)
                .withFallback(Discounts.FALLBACK),
            List.of(),
            counts,
            ids.kept(),
            starts);
    Broadcast<EstimatePlan> shared = context.sparkContext().broadcast(plan);
    lap("planned");
    JavaRDD<Tuple2<Integer, byte[]>> blocks =
        ngrams.flatMap(
            p -> {
              List<Tuple2<Integer, byte[]>> all = new ArrayList<>();
              List<List<byte[]>> byShard = PartitionEstimator.run(shared.value(), p);
              for (int s = 0; s < byShard.size(); s++) {
                for (byte[] block : byShard.get(s)) {
                  all.add(new Tuple2<>(s, block));
                }
              }
              return all.iterator();
            });
    long[] total = new long[order];
    NgramText.byNumber(blocks, starts.length - 1)
        .map(
            shard -> {
              int s = org.apache.spark.TaskContext.getPartitionId();
              float[] uni = new float[starts[s + 1] - starts[s]];
              for (int i = 0; i < uni.length; i++) {
                uni[i] = (float) Math.log10(shared.value().unigrams()[starts[s] + i]);
              }
              NgramTrie trie = TrieAssembly.assemble(order, layout, starts[s], uni, shard);
              long[] sizes = new long[order];
              for (int k = 0; k < order; k++) {
                sizes[k] = trie.level(k + 1).size();
              }
              return sizes;
            })
        .collect()
        .forEach(s -> Arrays.setAll(total, k -> total[k] + s[k]));
    lap("assembled " + Arrays.toString(total));
  }
}

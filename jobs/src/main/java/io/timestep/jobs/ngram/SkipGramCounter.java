package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.SkipGramEvents;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.model.Dictionary;
import io.timestep.ngram.settings.NgramConfig;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Counts the skip-grams of a text in partitions by a hash of their words, and writes them.
 *
 * @param words of the text
 */
record SkipGramCounter(
    JobContext context,
    NgramConfig config,
    Broadcast<TextWords> words,
    Broadcast<StatsFiles> files) {

  /**
   * Counts.
   *
   * @param tokens words of the text
   */
  OrderStats count(JavaRDD<TextSlice> slices, long tokens) {
    int skip = config.skip();
    int limit = config.top();
    KeyLayout layout = KeyLayout.of(config.skipWords(), words.value().counts().length);
    int partitions =
        config.partitions(tokens * SkipGramEvents.patterns(config.skipWords(), config.skip()));
    Broadcast<TextWords> all = words;
    Broadcast<StatsFiles> target = files;
    JavaRDD<List<byte[]>> blocks =
        NumberedBlocks.gather(
            slices.flatMap(
                slice -> blocks(slice, all.value().dictionary(), layout, skip, partitions)),
            partitions);
    return Stage.run(
        context,
        "stats: count skip-grams",
        0,
        progress ->
            blocks
                .map(
                    mine ->
                        new StatsPartition(
                                target.value(),
                                all.value().dictionary(),
                                TaskContext.getPartitionId(),
                                limit)
                            .writeSkipGrams(SortedNgrams.ofCounted(layout, mine)))
                .reduce((a, b) -> a.merge(b, limit)));
  }

  /** Blocks are made as they are asked for: not all need fit into memory. */
  private static Iterator<Tuple2<Integer, byte[]>> blocks(
      TextSlice slice, Dictionary dictionary, KeyLayout layout, int skip, int partitions) {
    int[] ids = slice.ids(dictionary);
    SkipGramEvents events =
        new SkipGramEvents(
            layout, skip, partitions, sentences -> slice.text().sentences(ids, sentences));
    return new Iterator<>() {
      private Iterator<Tuple2<Integer, byte[]>> current =
          List.<Tuple2<Integer, byte[]>>of().iterator();

      @Override
      public boolean hasNext() {
        while (!current.hasNext() && events.hasNext()) {
          current = NumberedBlocks.numbered(events.next());
        }
        return current.hasNext();
      }

      @Override
      public Tuple2<Integer, byte[]> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return current.next();
      }
    };
  }
}

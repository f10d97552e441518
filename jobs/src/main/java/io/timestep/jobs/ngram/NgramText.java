package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.RawLine;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SuffixEvents;
import io.timestep.ngram.count.SuffixEvents.Boundaries;
import io.timestep.ngram.count.WordCounter;
import io.timestep.ngram.model.Lexicon;
import io.timestep.text.TextConfig;
import io.timestep.text.WordReader;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * A text on its way to sorted N-grams: words are counted, then N-grams are dealt out and sorted.
 */
final class NgramText {
  /** Partition numbers are the keys themselves. */
  private static final class ByNumber extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int partitions;

    ByNumber(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }
  }

  private static final int POSITION_BITS = 40;

  private NgramText() {}

  /** Counts the words of all lines. */
  static CountedWords words(JavaRDD<RawLine> lines, TextConfig text) {
    return lines
        .mapPartitions(it -> List.of(countWords(it, text)).iterator())
        .treeReduce(CountedWords::merge);
  }

  /**
   * The N-grams of sentences with their boundaries.
   *
   * @param partitions partition of each word by id, [vocabulary]
   */
  static JavaRDD<SortedNgrams> ngrams(
      JavaRDD<RawLine> lines,
      TextConfig text,
      KeyLayout layout,
      Broadcast<Lexicon> lexicon,
      Broadcast<int[]> partitions,
      int count) {
    return byNumber(
            lines.mapPartitions(
                it -> events(it, text, layout, lexicon.value(), partitions.value(), count)),
            count)
        .map(blocks -> SortedNgrams.of(layout, blocks));
  }

  /** Sends numbered blocks to the partition of their number; one list for each. */
  static JavaRDD<List<byte[]>> byNumber(JavaRDD<Tuple2<Integer, byte[]>> blocks, int count) {
    return blocks
        .mapToPair(block -> block)
        .partitionBy(new ByNumber(count))
        .mapPartitions(
            mine -> {
              List<byte[]> all = new ArrayList<>();
              mine.forEachRemaining(block -> all.add(block._2()));
              return List.of(all).iterator();
            });
  }

  private static CountedWords countWords(Iterator<RawLine> lines, TextConfig text) {
    WordReader reader = WordReader.of(text);
    WordCounter words = new WordCounter();
    long[] position = {(long) TaskContext.getPartitionId() << POSITION_BITS};
    long start = position[0];
    long sentences = 0;
    while (lines.hasNext()) {
      RawLine line = lines.next();
      reader.read(
          line.bytes(),
          line.length(),
          (bytes, from, to) -> words.add(bytes, from, to, position[0]++));
      sentences++;
    }
    return new CountedWords(words, sentences, position[0] - start);
  }

  private static Iterator<Tuple2<Integer, byte[]>> events(
      Iterator<RawLine> lines,
      TextConfig text,
      KeyLayout layout,
      Lexicon lexicon,
      int[] partitions,
      int count) {
    SuffixEvents events =
        new SuffixEvents(
            layout, Boundaries.INCLUDE, Vocabulary.START, Vocabulary.END, partitions, count);
    WordReader reader = WordReader.of(text);
    IdBuffer ids = new IdBuffer();
    while (lines.hasNext()) {
      RawLine line = lines.next();
      ids.clear();
      reader.read(
          line.bytes(), line.length(), (bytes, from, to) -> ids.add(lexicon.id(bytes, from, to)));
      events.add(ids.array(), ids.length());
    }
    List<Tuple2<Integer, byte[]>> blocks = new ArrayList<>();
    byte[][] taken = events.takeBlocks();
    for (int p = 0; p < count; p++) {
      if (taken[p].length > 0) {
        blocks.add(new Tuple2<>(p, taken[p]));
      }
    }
    return blocks.iterator();
  }
}

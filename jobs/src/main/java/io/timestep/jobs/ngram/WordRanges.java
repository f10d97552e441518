package io.timestep.jobs.ngram;

import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.count.ByteBlock;
import io.timestep.ngram.count.ByteBlockReader;
import io.timestep.ngram.model.Dictionary;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * All words of a text in ranges of their ids, one for each task that writes some.
 *
 * @param first id of the first range; those below are left out
 * @param end id after the last
 * @param each ids of a range; the last has what is left
 * @param count ranges
 */
record WordRanges(int first, int end, int each, int count) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The ranges, documents not counted. */
  JavaRDD<WordRange> plain(JobContext context) {
    List<Integer> numbers = IntStream.range(0, count).boxed().toList();
    return context.sparkContext().parallelize(numbers, count).map(i -> range(i, null));
  }

  /** The ranges and in how many documents, that is sentences, each word is. */
  JavaRDD<WordRange> withDocuments(JavaRDD<TextSlice> slices, Broadcast<TextWords> words) {
    return NumberedBlocks.gather(
            slices.flatMap(slice -> documents(slice, words.value().dictionary())), count)
        .map(
            blocks -> {
              WordRange range = range(TaskContext.getPartitionId(), words.value());
              add(blocks, range);
              return range;
            });
  }

  /**
   * A range by its number.
   *
   * @param words null: documents are not counted
   */
  private WordRange range(int number, TextWords words) {
    int from = first + number * each;
    int to = Math.min(end - from, each) + from;
    if (words == null) {
      return new WordRange(from, to, null);
    }
    long[] documents = new long[to - from];
    for (int id = from; id < Math.min(to, Dictionary.FIRST_WORD); id++) {
      documents[id - from] = words.counts()[id]; // a boundary is in each sentence once
    }
    return new WordRange(from, to, documents);
  }

  /** Ids of a part's words, and the part's documents that have each, by range. */
  private Iterator<Tuple2<Integer, byte[]>> documents(TextSlice slice, Dictionary dictionary) {
    ByteBlock[] blocks = new ByteBlock[count];
    Arrays.setAll(blocks, i -> new ByteBlock());
    int[] ids = slice.ids(dictionary);
    int[] documents = slice.text().sentencesOfWords();
    for (int i = 0; i < ids.length; i++) {
      ByteBlock block = blocks[(ids[i] - first) / each];
      block.putInt(ids[i]);
      block.putInt(documents[i]);
    }
    return NumberedBlocks.numbered(
        Arrays.stream(blocks).map(ByteBlock::take).toArray(byte[][]::new));
  }

  private static void add(List<byte[]> blocks, WordRange range) {
    for (byte[] block : blocks) {
      ByteBlockReader in = new ByteBlockReader(block);
      while (in.hasNext()) {
        int id = in.nextInt();
        range.documents()[id - range.from()] += in.nextInt();
      }
    }
  }
}

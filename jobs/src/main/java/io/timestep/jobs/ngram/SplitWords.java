package io.timestep.jobs.ngram;

import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SplitBigrams;
import io.timestep.ngram.count.SplitWord;
import io.timestep.ngram.count.SplitWordBlock;
import io.timestep.ngram.count.SuffixPartitions;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Adds up the bigrams of words whose N-grams lie in several partitions: each partition sends what
 * it counted to the task of the word, which answers with the sums. Both ways are small beside the
 * N-grams, and a task has one word's bigrams in memory.
 */
final class SplitWords implements AutoCloseable {
  private final JavaRDD<SplitWord> sums;
  private final JavaRDD<SplitBigrams> answers;

  /**
   * @param places of the N-grams, some of them split
   */
  SplitWords(
      JavaRDD<SortedNgrams> ngrams, Broadcast<SuffixPartitions> places, int words, int partitions) {
    JavaPairRDD<Integer, byte[]> counted =
        NumberedBlocks.scatter(
            ngrams.mapPartitionsWithIndex(
                (number, mine) ->
                    NumberedBlocks.numbered(SplitWord.counted(mine.next(), places.value(), number)),
                true),
            words);
    this.sums =
        counted
            .mapPartitions(SplitWords::sum)
            .setName("bigrams of split words")
            .persist(StorageLevel.MEMORY_AND_DISK());
    this.answers =
        NumberedBlocks.gather(counted.zipPartitions(sums, SplitWords::answers), partitions)
            .map(SplitBigrams::of);
  }

  /** Words that are split, with their bigrams. */
  JavaRDD<SplitWord> sums() {
    return sums;
  }

  /** For each partition of N-grams and with what its split words' bigrams are in all. */
  <R> JavaRDD<R> join(
      JavaRDD<SortedNgrams> ngrams,
      FlatMapFunction2<Iterator<SortedNgrams>, Iterator<SplitBigrams>, R> function) {
    return ngrams.zipPartitions(answers, function);
  }

  @Override
  public void close() {
    sums.unpersist();
  }

  private static Iterator<SplitWord> sum(Iterator<Tuple2<Integer, byte[]>> blocks) {
    return blocks.hasNext()
        ? List.of(SplitWord.sum(new Mapped<>(blocks, Tuple2::_2))).iterator()
        : Collections.emptyIterator();
  }

  private static Iterator<Tuple2<Integer, byte[]>> answers(
      Iterator<Tuple2<Integer, byte[]>> blocks, Iterator<SplitWord> sum) {
    if (!sum.hasNext()) {
      return Collections.emptyIterator();
    }
    SplitWord word = sum.next();
    return new Mapped<>(
        blocks,
        block -> {
          SplitWordBlock answer = word.answer(block._2());
          return new Tuple2<>(answer.origin(), answer.bytes());
        });
  }

  /** What a function makes of each element, one after the other. */
  private record Mapped<T, R>(Iterator<T> elements, Function<T, R> function)
      implements Iterator<R> {
    @Override
    public boolean hasNext() {
      return elements.hasNext();
    }

    @Override
    public R next() {
      return function.apply(elements.next());
    }
  }
}

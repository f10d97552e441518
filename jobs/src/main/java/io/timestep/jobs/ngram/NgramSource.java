package io.timestep.jobs.ngram;

import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SuffixPartitions;
import io.timestep.ngram.model.Lexicon;
import io.timestep.text.TextConfig;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/** What a model is estimated from. */
interface NgramSource extends AutoCloseable {
  /** How text became its words. */
  TextConfig text();

  /**
   * Its words.
   *
   * @throws io.timestep.util.UserException if it has none, has one that a model keeps for itself,
   *     or cannot be read
   */
  CountedWords countWords();

  /**
   * Its N-grams of the highest order, those cut off by a sentence's start included.
   *
   * @param lexicon of all words
   * @param places where each goes
   */
  JavaRDD<SortedNgrams> sorted(
      KeyLayout layout, Broadcast<Lexicon> lexicon, Broadcast<SuffixPartitions> places);

  /** Frees what it holds in memory; if that is asked for again, it is read anew. */
  @Override
  void close();
}

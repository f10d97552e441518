package io.timestep.jobs.ngram;

import io.timestep.ngram.count.WordCounter;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** One table of the words of many slices, merged by tasks that each have some of the words. */
final class WordMerge {
  /** Tasks that merge, at most: the driver gets a table of each. */
  private static final int MAX_PARTS = 64;

  private WordMerge() {}

  /** Counts of all tables together; the order of the words depends on which was first. */
  static WordCounter merge(JavaRDD<WordCounter> tables) {
    int parts = Math.max(1, Math.min(MAX_PARTS, tables.getNumPartitions()));
    List<WordCounter> merged =
        tables
            .flatMapToPair(
                words -> {
                  List<Tuple2<Integer, WordCounter>> numbered = new ArrayList<>();
                  List<WordCounter> split = words.split(parts);
                  for (int part = 0; part < parts; part++) {
                    if (split.get(part).size() > 0) {
                      numbered.add(new Tuple2<>(part, split.get(part)));
                    }
                  }
                  return numbered.iterator();
                })
            .partitionBy(new ByNumber(parts))
            .mapPartitions(
                mine -> {
                  WordCounter all = new WordCounter();
                  mine.forEachRemaining(table -> all.addAll(table._2()));
                  return List.of(all.trimmed()).iterator();
                })
            .collect();
    return WordCounter.union(merged);
  }
}

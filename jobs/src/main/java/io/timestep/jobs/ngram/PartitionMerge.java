package io.timestep.jobs.ngram;

import io.timestep.ngram.count.PartitionCounts;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The counts of many partitions, merged by tasks that each have some of the words: a frequent word
 * is in every partition, and the driver would have it as often as there are partitions.
 */
final class PartitionMerge {
  /** Tasks that merge, at most. */
  private static final int MAX_PARTS = 64;

  private PartitionMerge() {}

  /** All counts; each word is in one of them. */
  static List<PartitionCounts> merge(JavaRDD<PartitionCounts> counts) {
    int parts = Math.max(1, Math.min(MAX_PARTS, counts.getNumPartitions()));
    return counts
        .flatMapToPair(
            partition -> {
              List<Tuple2<Integer, PartitionCounts>> numbered = new ArrayList<>();
              List<PartitionCounts> split = partition.split(parts);
              for (int part = 0; part < parts; part++) {
                if (part == 0 || split.get(part).words().length > 0) {
                  numbered.add(new Tuple2<>(part, split.get(part)));
                }
              }
              return numbered.iterator();
            })
        .partitionBy(new ByNumber(parts))
        .values()
        .mapPartitions(
            mine -> {
              if (!mine.hasNext()) {
                return mine;
              }
              PartitionCounts all = mine.next();
              while (mine.hasNext()) {
                all = all.merge(mine.next());
              }
              return List.of(all).iterator();
            })
        .collect();
  }
}

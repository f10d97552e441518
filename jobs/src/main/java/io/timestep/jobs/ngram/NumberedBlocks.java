package io.timestep.jobs.ngram;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Sends blocks of bytes to the partition whose number they bear. */
final class NumberedBlocks {
  private NumberedBlocks() {}

  /**
   * Blocks with their partitions; empty ones are left out.
   *
   * @param blocks by partition
   */
  static Iterator<Tuple2<Integer, byte[]>> numbered(byte[][] blocks) {
    List<Tuple2<Integer, byte[]>> numbered = new ArrayList<>();
    for (int p = 0; p < blocks.length; p++) {
      if (blocks[p].length > 0) {
        numbered.add(new Tuple2<>(p, blocks[p]));
      }
    }
    return numbered.iterator();
  }

  /**
   * Shuffles.
   *
   * @param blocks partition and bytes
   * @return one list for each partition; the order in a list depends on who was first
   */
  static JavaRDD<List<byte[]>> gather(JavaRDD<Tuple2<Integer, byte[]>> blocks, int partitions) {
    return scatter(blocks, partitions)
        .mapPartitions(
            mine -> {
              List<byte[]> all = new ArrayList<>();
              mine.forEachRemaining(block -> all.add(block._2()));
              return List.of(all).iterator();
            });
  }

  /** Shuffles likewise; a task meets its blocks one by one. */
  static JavaPairRDD<Integer, byte[]> scatter(
      JavaRDD<Tuple2<Integer, byte[]>> blocks, int partitions) {
    return blocks.mapToPair(block -> block).partitionBy(new ByNumber(partitions));
  }
}

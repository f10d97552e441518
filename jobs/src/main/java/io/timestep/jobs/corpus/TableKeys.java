package io.timestep.jobs.corpus;

import io.timestep.jobs.engine.JobContext;
import io.timestep.util.UserException;
import java.io.Serializable;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts the rows of each block. Spark cuts files into blocks as the cluster asks for; a row's key
 * is its place in its file all the same.
 */
final class TableKeys {
  private TableKeys() {}

  /** A block of a file: where it begins. */
  record Block(String path, long start) implements Serializable {}

  /**
   * What is in a block.
   *
   * @param broken the first row that cannot be read, from 0; -1: there is none
   */
  private record Rows(long count, long broken) implements Serializable {
    static final Rows NONE = new Rows(0, -1);

    Rows plus(boolean isBroken) {
      return new Rows(count + 1, isBroken && broken < 0 ? count : broken);
    }
  }

  /**
   * The key of each block's first row.
   *
   * @param files all of the input, those without rows too: a key has the file's index among them
   * @param rows path, block and whether the row is broken
   * @throws UserException if a row is broken, with the place of the first
   */
  static Map<Block, Long> first(JobContext context, List<CorpusFile> files, Dataset<Row> rows) {
    context.describe("read: count rows");
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      numbers.put(files.get(i).path(), i);
    }
    TreeMap<Block, Rows> blocks =
        new TreeMap<>(
            Comparator.<Block>comparingInt(block -> number(block, numbers))
                .thenComparingLong(Block::start));
    rows.javaRDD()
        .mapPartitions(it -> List.of(count(new TableRows(it))).iterator())
        .collect()
        .forEach(blocks::putAll);
    Map<Block, Long> keys = new HashMap<>();
    int file = -1;
    long offset = 0;
    for (Map.Entry<Block, Rows> block : blocks.entrySet()) {
      int number = number(block.getKey(), numbers);
      offset = number == file ? offset : 0;
      file = number;
      if (block.getValue().broken() >= 0) {
        throw new UserException(
            "%s: is no JSON object; expected one a line"
                .formatted(LinePlace.row(files.get(file), offset + block.getValue().broken())));
      }
      keys.put(block.getKey(), RawLine.key(file, offset));
      offset += block.getValue().count();
    }
    return keys;
  }

  /** Spark's spelling of a path is that of a URI. */
  private static int number(Block block, Map<String, Integer> numbers) {
    String path = new Path(URI.create(block.path())).toString();
    return Objects.requireNonNull(numbers.get(path), () -> path + ": is none of the input's files");
  }

  /** The rows of a block are in one partition, and in order. */
  private static Map<Block, Rows> count(Iterator<Row> rows) {
    Map<Block, Rows> counts = new HashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      Block block = new Block(row.getString(0), row.getLong(1));
      counts.put(block, counts.getOrDefault(block, Rows.NONE).plus(row.getBoolean(2)));
    }
    return counts;
  }
}

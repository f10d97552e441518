package io.timestep.jobs.corpus;

import static org.apache.spark.sql.functions.col;

import io.timestep.jobs.engine.JobContext;
import io.timestep.util.UserException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.AtomicType;

/**
 * A column of Parquet, JSON (an object a line), CSV (heading, double quotes, a quoted value may
 * have line ends) or TSV (heading, no quotes) as lines. A row without a value is an empty line.
 *
 * <p>Spark reads tables in blocks whose borders depend on the cluster. A first pass counts the rows
 * of each block, so that a row's key is its place in its file all the same.
 */
final class TableReader {
  private static final String TEXT = "text";
  private static final String PATH = "path";
  private static final String BLOCK = "block";

  private TableReader() {}

  /** A block of a file: where it begins. */
  private record Block(String path, long start) implements Serializable {}

  static JavaRDD<RawLine> read(JobContext context, List<CorpusFile> files, String column) {
    Map<CorpusFile.Format, List<String>> byFormat = new EnumMap<>(CorpusFile.Format.class);
    files.stream()
        .filter(file -> file.length() > 0)
        .forEach(
            file ->
                byFormat
                    .computeIfAbsent(file.format(), f -> new java.util.ArrayList<>())
                    .add(file.path()));
    Dataset<Row> rows =
        byFormat.entrySet().stream()
            .map(group -> rows(context, group.getKey(), group.getValue(), column))
            .reduce(Dataset::union)
            .orElseThrow(() -> new UserException("%s: is empty".formatted(files.get(0).path())));
    Map<Block, Long> keys = firstKeys(context, rows);
    return rows.javaRDD().mapPartitions(it -> new Lines(new TableRows(it), keys)).setName("rows");
  }

  private static Dataset<Row> rows(
      JobContext context, CorpusFile.Format format, List<String> paths, String column) {
    DataFrameReader reader =
        context.spark().read().option(ZstdCodec.CODECS_KEY, ZstdCodec.class.getName());
    String[] files = paths.toArray(String[]::new);
    try {
      Dataset<Row> table =
          switch (format) {
            case PARQUET -> reader.parquet(files);
            case JSON -> reader.json(files);
            case CSV ->
                reader
                    .option("header", true)
                    .option("escape", "\"")
                    .option("multiLine", true)
                    .csv(files);
            case TSV ->
                reader.option("header", true).option("sep", "\t").option("quote", "").csv(files);
          };
      requireText(table, column, files[0]);
      return table.select(
          table.col("`" + column + "`").cast("string").as(TEXT),
          col("_metadata.file_path").as(PATH),
          col("_metadata.file_block_start").as(BLOCK));
    } catch (Exception e) {
      if (e instanceof AnalysisException || e instanceof SparkException) { // not declared
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        throw new UserException(
            "%s: cannot be read as %s: %s".formatted(files[0], format, reason), e);
      }
      throw e;
    }
  }

  private static void requireText(Dataset<Row> table, String column, String path) {
    List<String> columns = List.of(table.columns());
    if (!columns.contains(column)) {
      throw new UserException(
          "%s: has no column '%s'; it has %s".formatted(path, column, String.join(", ", columns)));
    }
    if (!(table.schema().apply(column).dataType() instanceof AtomicType)) {
      throw new UserException(
          "%s: column '%s' is %s; expected text"
              .formatted(path, column, table.schema().apply(column).dataType().simpleString()));
    }
  }

  /** The key of each block's first row. */
  private static Map<Block, Long> firstKeys(JobContext context, Dataset<Row> rows) {
    context.describe("read: count rows");
    TreeMap<Block, Long> counts =
        new TreeMap<>(Comparator.comparing(Block::path).thenComparing(Block::start));
    rows.select(PATH, BLOCK)
        .javaRDD()
        .mapPartitions(it -> List.of(countRows(new TableRows(it))).iterator())
        .collect()
        .forEach(part -> part.forEach((block, count) -> counts.merge(block, count, Long::sum)));
    Map<Block, Long> keys = new HashMap<>();
    String path = null;
    int file = -1;
    long offset = 0;
    for (Map.Entry<Block, Long> count : counts.entrySet()) {
      if (!count.getKey().path().equals(path)) {
        path = count.getKey().path();
        file++;
        offset = 0;
      }
      keys.put(count.getKey(), RawLine.key(file, offset));
      offset += count.getValue();
    }
    return keys;
  }

  private static Map<Block, Long> countRows(Iterator<Row> rows) {
    Map<Block, Long> counts = new HashMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      counts.merge(new Block(row.getString(0), row.getLong(1)), 1L, Long::sum);
    }
    return counts;
  }

  /** Rows of a partition; those of a block come together and in order. */
  private static final class Lines implements Iterator<RawLine> {
    private final Iterator<Row> rows;
    private final Map<Block, Long> firstKeys;
    private Block block;
    private long key;

    Lines(Iterator<Row> rows, Map<Block, Long> firstKeys) {
      this.rows = rows;
      this.firstKeys = firstKeys;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public RawLine next() {
      Row row = rows.next();
      Block current = new Block(row.getString(1), row.getLong(2));
      if (!current.equals(block)) {
        block = current;
        key = firstKeys.get(block);
      }
      String text = row.isNullAt(0) ? "" : row.getString(0);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return new RawLine(key++, bytes, bytes.length);
    }
  }
}

package io.timestep.jobs.corpus;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.timestep.jobs.corpus.TableKeys.Block;
import io.timestep.jobs.engine.JobContext;
import io.timestep.util.UserException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column of Parquet, JSON (an object a line), CSV (heading, double quotes, a quoted value may
 * have line ends) or TSV (heading, no quotes) as lines. A row without a value is an empty line; so
 * is an object of JSON without the column, but not a line that is no object.
 *
 * <p>Spark would take the columns of one file for those of all, so {@link TableGroup} looks into
 * each. It reads tables in blocks whose borders depend on the cluster, so {@link TableKeys} counts
 * their rows in a first pass.
 */
final class TableReader {
  private static final String TEXT = "text";
  private static final String PATH = "path";
  private static final String BLOCK = "block";
  private static final String BROKEN = "broken";

  private TableReader() {}

  /**
   * The rows, with their places among all files as keys.
   *
   * @throws UserException if a file cannot be read or has no such column, or a row of JSON no
   *     object
   */
  static JavaRDD<RawLine> read(
      JobContext context, List<CorpusFile> files, String column, Configuration configuration) {
    List<CorpusFile> filled = files.stream().filter(file -> file.length() > 0).toList();
    Dataset<Row> rows =
        TableGroup.of(context, filled, column, configuration).stream()
            .map(group -> rows(context, group, column))
            .reduce(Dataset::union)
            .orElseThrow(() -> new UserException("%s: is empty".formatted(files.get(0).path())));
    Map<Block, Long> keys = TableKeys.first(context, files, rows.select(PATH, BLOCK, BROKEN));
    return rows.select(TEXT, PATH, BLOCK)
        .javaRDD()
        .mapPartitions(it -> new Lines(new TableRows(it), keys))
        .setName("rows");
  }

  private static Dataset<Row> rows(JobContext context, TableGroup group, String column) {
    DataFrameReader reader =
        context.spark().read().option(ZstdCodec.CODECS_KEY, ZstdCodec.class.getName());
    try {
      Dataset<Row> table = table(reader, group, column);
      requireAll(group.paths(), table.inputFiles());
      Column text = table.col("`" + column + "`").cast("string");
      boolean isJson = group.format() == CorpusFile.Format.JSON;
      Column broken =
          isJson
              ? text.isNull().and(table.col("`" + malformed(column) + "`").isNotNull())
              : lit(false);
      return table.select(
          text.as(TEXT),
          col("_metadata.file_path").as(PATH),
          col("_metadata.file_block_start").as(BLOCK),
          broken.as(BROKEN));
    } catch (Exception e) {
      if (e instanceof AnalysisException || e instanceof SparkException) { // not declared
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        throw new UserException(
            "%s: cannot be read as %s: %s".formatted(group.paths().get(0), group.format(), reason),
            e);
      }
      throw e;
    }
  }

  private static Dataset<Row> table(DataFrameReader reader, TableGroup group, String column) {
    String[] paths = group.paths().toArray(String[]::new);
    return switch (group.format()) {
      case PARQUET -> requireText(reader.parquet(paths), column, paths[0]);
      case JSON ->
          json(reader.option("columnNameOfCorruptRecord", malformed(column)), paths, column);
      case CSV ->
          reader
              .schema(schema(group, column))
              .option("header", true)
              .option("escape", "\"")
              .option("multiLine", true)
              .csv(paths);
      case TSV ->
          reader
              .schema(schema(group, column))
              .option("header", true)
              .option("sep", "\t")
              .option("quote", "")
              .csv(paths);
    };
  }

  /** The columns of a heading, by other names where Spark would take two for the same. */
  private static StructType schema(TableGroup group, String column) {
    Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    taken.add(column);
    StructType schema = new StructType();
    for (String name : group.columns()) {
      boolean isOwn = name.equals(column) || taken.add(name);
      schema =
          schema.add(isOwn ? name : "%s %d".formatted(name, schema.size()), DataTypes.StringType);
    }
    return schema;
  }

  /** A second reading has, beside the column, the lines that are no objects. */
  private static Dataset<Row> json(DataFrameReader reader, String[] paths, String column) {
    Dataset<Row> inferred = reader.json(paths).drop(malformed(column));
    if (inferred.columns().length == 0) {
      throw new UserException(
          "%s: has no line that is a JSON object with columns".formatted(paths[0]));
    }
    StructField text = requireText(inferred, column, paths[0]).schema().apply(column);
    return reader
        .schema(new StructType().add(text).add(malformed(column), DataTypes.StringType))
        .json(paths);
  }

  /** Name of a column that JSON has beside the text's: Spark puts there what is no object. */
  private static String malformed(String column) {
    return "no object: " + column;
  }

  /** Spark passes over files with hidden names, and takes a name with brackets for a glob. */
  private static void requireAll(List<String> paths, String[] read) {
    Set<Path> found =
        Arrays.stream(read).map(file -> new Path(URI.create(file))).collect(Collectors.toSet());
    for (String path : paths) {
      if (!found.contains(new Path(path))) {
        throw new UserException(
            "%s: Spark finds no table of this name; rename it, without _ or . at the start and without []{}*?"
                .formatted(path));
      }
    }
  }

  private static Dataset<Row> requireText(Dataset<Row> table, String column, String path) {
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
    return table;
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

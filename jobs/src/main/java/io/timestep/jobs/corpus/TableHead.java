package io.timestep.jobs.corpus;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import io.timestep.util.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.util.LineReader;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/**
 * The columns of a Parquet, CSV or TSV file, by its footer or heading alone. Spark takes those of
 * one file for those of all.
 */
final class TableHead {
  /** A heading is not longer; an opening quote without a closing one would be. */
  private static final int MAX_CHARACTERS = 1 << 20;

  private static final int BUFFER_CHARACTERS = 1 << 16;

  /** As many as Spark reads. */
  private static final int MAX_COLUMNS = 20_480;

  private TableHead() {}

  /**
   * The names of the columns in their order.
   *
   * @param column must be one of them
   * @return empty if the file has no heading, and thus no row
   * @throws UserException if the file cannot be read, or the column is not there or there twice
   */
  static List<String> columns(CorpusFile file, String column, Configuration configuration) {
    List<String> columns = columns(file, configuration);
    int place = columns.indexOf(column);
    if (place < 0 && !columns.isEmpty()) {
      throw new UserException(
          "%s: has no column '%s'; it has %s"
              .formatted(file.path(), column, String.join(", ", columns)));
    }
    if (place != columns.lastIndexOf(column)) {
      throw new UserException(
          "%s: has the column '%s' twice; rename one of them".formatted(file.path(), column));
    }
    return columns;
  }

  private static List<String> columns(CorpusFile file, Configuration configuration) {
    Path path = new Path(file.path());
    try {
      return switch (file.format()) {
        case PARQUET -> parquet(path, configuration);
        case CSV -> csv(path, configuration);
        case TSV -> tsv(path, configuration);
        case JSON -> throw new IllegalArgumentException(path + ": JSON has no heading");
      };
    } catch (IOException | RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UserException(
          "%s: cannot be read as %s: %s".formatted(file.path(), file.format(), reason), e);
    }
  }

  private static List<String> parquet(Path path, Configuration configuration) throws IOException {
    ParquetReadOptions noRows =
        HadoopReadOptions.builder(configuration)
            .withMetadataFilter(ParquetMetadataConverter.SKIP_ROW_GROUPS)
            .build();
    try (ParquetFileReader footer =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration), noRows)) {
      GroupType schema = footer.getFileMetaData().getSchema();
      return schema.getFields().stream().map(Type::getName).toList();
    }
  }

  private static List<String> csv(Path path, Configuration configuration) throws IOException {
    CsvParserSettings settings = new CsvParserSettings(); // as Spark's reader sets them
    settings.getFormat().setQuoteEscape('"');
    settings.getFormat().setComment('\0');
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setReadInputOnSeparateThread(false);
    settings.setUnescapedQuoteHandling(UnescapedQuoteHandling.STOP_AT_DELIMITER);
    settings.setInputBufferSize(BUFFER_CHARACTERS);
    settings.setMaxColumns(MAX_COLUMNS);
    settings.setMaxCharsPerColumn(MAX_CHARACTERS);
    CsvParser parser = new CsvParser(settings);
    try (InputStream in = open(path, configuration)) {
      parser.beginParsing(in, StandardCharsets.UTF_8);
      String[] heading = parser.parseNext();
      return heading == null ? List.of() : named(heading);
    } catch (TextParsingException e) { // its own message is about the parser's settings
      throw new IOException("its heading has a quote that is not closed, or no end", e);
    }
  }

  private static List<String> tsv(Path path, Configuration configuration) throws IOException {
    Text line = new Text();
    try (LineReader in = new LineReader(open(path, configuration))) { // as Spark's
      String heading;
      do {
        int read = in.readLine(line, MAX_CHARACTERS, MAX_CHARACTERS);
        if (read == 0) {
          return List.of();
        }
        if (read >= MAX_CHARACTERS) {
          throw new IOException("its first line has more than %d bytes".formatted(MAX_CHARACTERS));
        }
        heading = line.toString();
      } while (heading.trim().isEmpty());
      return named(heading.replaceFirst("^\uFEFF", "").split("\t", -1));
    }
  }

  /** A column without a name has one in Spark. */
  private static List<String> named(String[] heading) {
    return IntStream.range(0, heading.length)
        .mapToObj(
            i -> heading[i] == null || heading[i].isEmpty() ? "_c%d".formatted(i) : heading[i])
        .toList();
  }

  private static InputStream open(Path path, Configuration configuration) throws IOException {
    InputStream stored = path.getFileSystem(configuration).open(path);
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(path);
    return codec == null ? stored : codec.createInputStream(stored);
  }
}

package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.ngram.model.Dictionary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.DoubleStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back by Parquet's own reader. */
class NgramTableTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  private String path() {
    return folder.resolve("table.parquet").toString();
  }

  private InputFile file() throws IOException {
    return HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(path()), HADOOP);
  }

  private static byte[] word(int i) {
    return ("\u00E9" + i + "x".repeat(i % 7)).getBytes(StandardCharsets.UTF_8);
  }

  private void write(int rows, IntToLongFunction count) {
    NgramText text =
        new NgramText(
            Dictionary.of(IntStream.range(0, rows).mapToObj(NgramTableTest::word).toList()));
    try (NgramTable table = new NgramTable(HADOOP, path(), List.of("count"), List.of("g2"))) {
      for (int i = 0; i < rows; i++) {
        text.set(Dictionary.FIRST_WORD + i);
        table.set(0, count.applyAsLong(i)).set(0, i / 3.0).write(text);
      }
    }
  }

  private void assertRows(int rows, IntToLongFunction count) throws IOException {
    try (ParquetReader<Group> reader = new Rows(file()).build()) {
      for (int i = 0; i < rows; i++) {
        Group row = reader.read();
        assertThat(row.getBinary("ngram", 0).getBytes()).isEqualTo(word(i));
        assertThat(row.getLong("count", 0)).isEqualTo(count.applyAsLong(i));
        assertThat(row.getDouble("g2", 0)).isEqualTo(i / 3.0);
      }
      assertThat(reader.read()).isNull();
    }
  }

  private ColumnChunkMetaData column(int column) throws IOException {
    try (ParquetFileReader file = ParquetFileReader.open(file())) {
      return file.getRowGroups().get(0).getColumns().get(column);
    }
  }

  @Test
  void counts_of_many_pages_are_written_as_numbers_of_a_dictionary() throws IOException {
    int rows = 2 * TableColumn.PAGE_ROWS + 5;
    IntToLongFunction count = i -> i % 10 == 0 ? i % 300 : 1;

    write(rows, count);

    assertRows(rows, count);
    assertThat(column(1).getEncodings()).contains(Encoding.RLE_DICTIONARY);
    assertThat(column(1).getTotalUncompressedSize()).isLessThan(rows * 2L);
  }

  @Test
  void counts_that_are_all_the_same_take_no_bits() throws IOException {
    write(1000, i -> 1);

    assertRows(1000, i -> 1);
    assertThat(column(1).getTotalUncompressedSize()).isLessThan(100);
  }

  @Test
  void numbers_that_mostly_differ_end_the_dictionary() throws IOException {
    int rows = LongColumn.MAX_ENTRIES + 3 * TableColumn.PAGE_ROWS / 2;
    IntToLongFunction count = i -> (long) i * i * i;

    write(rows, count);

    assertRows(rows, count);
    assertThat(column(1).getEncodings()).contains(Encoding.RLE_DICTIONARY, Encoding.PLAIN);
  }

  @Test
  void the_footer_has_the_lowest_and_the_highest_value() throws IOException {
    int rows = TableColumn.PAGE_ROWS + 100;
    List<String> words = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      words.add(new String(word(i), StandardCharsets.UTF_8));
    }
    write(rows, i -> 7 - i);

    words.sort(null); // the bytes of these sort as their characters
    Statistics<?> ngrams = column(0).getStatistics();
    assertThat(new String(ngrams.getMinBytes(), StandardCharsets.UTF_8)).isEqualTo(words.get(0));
    assertThat(new String(ngrams.getMaxBytes(), StandardCharsets.UTF_8))
        .isEqualTo(words.get(rows - 1));
    assertThat(column(1).getStatistics().minAsString()).isEqualTo("" + (8 - rows));
    assertThat(column(1).getStatistics().maxAsString()).isEqualTo("7");
    assertThat(((DoubleStatistics) column(2).getStatistics()).getMax()).isEqualTo((rows - 1) / 3.0);
    assertThat(ngrams.getNumNulls()).isZero();
  }

  @Test
  void a_row_without_all_of_its_numbers_is_a_fault() {
    NgramText text = new NgramText(Dictionary.of(List.of(word(0))));
    text.set(Dictionary.FIRST_WORD);
    NgramTable table = new NgramTable(HADOOP, path(), List.of("count"), List.of());
    table.write(text);

    assertThatThrownBy(table::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("0 values for 1 rows in column count");
  }

  private static final class Rows extends ParquetReader.Builder<Group> {
    Rows(InputFile file) {
      super(file);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}

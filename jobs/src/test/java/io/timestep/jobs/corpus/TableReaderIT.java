package io.timestep.jobs.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several files as one table: each by its own columns, and none of its rows lost unsaid. */
class TableReaderIT {
  private final JobContext context = LocalSpark.context();

  @TempDir private Path folder;

  private CorpusInput input() {
    return new CorpusInput(List.of(folder.toString()), Optional.of("text"));
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  /** One file, with the rows as its only column. */
  private void writeParquet(String name, String column, String... rows) throws IOException {
    Path written = Files.createTempDirectory(folder, "_");
    context
        .spark()
        .createDataset(List.of(rows), Encoders.STRING())
        .toDF(column)
        .coalesce(1)
        .write()
        .mode("overwrite")
        .parquet(written.toString());
    try (var files = Files.newDirectoryStream(written, "*.parquet")) {
      Files.move(files.iterator().next(), folder.resolve(name));
    }
  }

  /** Lines in the order of their keys. */
  private List<String> lines() {
    return CorpusReader.read(context, input())
        .mapToPair(
            line ->
                new scala.Tuple2<>(
                    line.document(),
                    new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8)))
        .sortByKey()
        .values()
        .collect();
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::lines)
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void the_column_is_found_by_name_in_each_file() throws IOException {
    write("a.csv", "id,text\n1,a1\n2,a2\n");
    write("b.csv", "text,id\nb1,3\n,4\nb3,5\n");
    write("c.csv", "\uFEFFtext\nc1\n");
    write("d.csv", "\n\"a, \"\"quoted\"\"\nname\",more,text,last\n1,2,\"d1,\nd2\",4\n");
    write("e.tsv", "\nid\tname\ttext\n1\tx\te1\n");
    write("f.tsv", "\uFEFFtext\tid\nf1\t\"\n");
    assertThat(lines()).containsExactly("a1", "a2", "b1", "", "b3", "c1", "d1,\nd2", "e1", "f1");
  }

  @Test
  void names_of_other_columns_may_be_missing_or_alike() throws IOException {
    write("a.csv", ",id,ID,Text,text,id\n0,1,2,3,a1,5\n");
    assertThat(lines()).containsExactly("a1");
  }

  @Test
  void a_csv_without_the_column_is_named() throws IOException {
    write("a.csv", "id,text\n1,one\n");
    write("b.csv", "id,body\n2,two\n");
    assertRefused("b.csv: has no column 'text'; it has id, body");
  }

  @Test
  void a_tsv_without_the_column_is_named() throws IOException {
    write("a.tsv", "id\ttext\n1\tone\n");
    write("b.tsv", "id\tText\n2\ttwo\n");
    assertRefused("b.tsv: has no column 'text'; it has id, Text");
  }

  @Test
  void a_heading_that_has_the_column_twice_is_refused() throws IOException {
    write("a.csv", "text,id,text\none,1,two\n");
    assertRefused("a.csv: has the column 'text' twice");
  }

  @Test
  void a_heading_whose_quote_is_not_closed_is_refused() throws IOException {
    write("a.csv", "\"text\n" + "one\n".repeat(1 << 19));
    assertRefused("a.csv: cannot be read as CSV");
  }

  @Test
  void a_parquet_file_without_the_column_is_named() throws IOException {
    writeParquet("a.parquet", "text", "one");
    writeParquet("b.parquet", "body", "two");
    assertRefused("b.parquet: has no column 'text'; it has body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"text\":\"b", "{\"text\":\"b3\",\"id\":", "b3"})
  void a_json_line_that_is_no_object_is_named(String line) throws IOException {
    write("a.jsonl", "{\"text\":\"a1\"}\n");
    write("b.jsonl", "{\"text\":\"b1\"}\n{\"text\":\"b2\",\"id\":2}\n" + line);
    assertRefused("b.jsonl, row 3: is no JSON object");
  }

  @Test
  void json_that_goes_over_several_lines_is_refused() throws IOException {
    write("a.json", "[\n{\n\"text\": \"a1\"\n}\n]\n");
    assertRefused("a.json: has no line that is a JSON object");
  }

  @Test
  void a_json_object_without_the_column_is_an_empty_line() throws IOException {
    write("a.jsonl", "{\"text\":\"a1\"}\n{\"id\":2}\n{\"text\":null}\n{\"text\":\"a4\"}\n");
    assertThat(lines()).containsExactly("a1", "", "", "a4");
  }

  @Test
  void a_row_is_placed_in_its_file_whatever_stands_before() throws IOException {
    write("a.csv", "text\n");
    write("b.csv", "");
    try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("c.csv.gz")))) {
      out.write('\n');
    }
    write("d e%20f.csv", "id,text\n1,\"one\ntwo\"\n2,three\n");

    List<Long> documents = CorpusReader.read(context, input()).map(RawLine::document).collect();

    assertThat(documents.stream().map(row -> LinePlace.of(context, input(), row)))
        .containsExactly(folder + "/d e%20f.csv, row 1", folder + "/d e%20f.csv, row 2");
  }

  @Test
  void a_file_that_spark_would_pass_over_is_read_or_named() throws IOException {
    write("a.csv", "text\none\n");
    write("_b.csv", "text\ntwo\n");
    CorpusInput both =
        new CorpusInput(List.of(folder + "/a.csv", folder + "/_b.csv"), Optional.of("text"));
    assertThatThrownBy(() -> CorpusReader.read(context, both).count())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("_b.csv: ");
  }
}

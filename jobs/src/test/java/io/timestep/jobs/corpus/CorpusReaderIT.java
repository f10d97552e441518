package io.timestep.jobs.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.util.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusReaderIT {
  private final JobContext context = LocalSpark.context();

  @TempDir private Path folder;

  private interface Compressor {
    OutputStream over(OutputStream out) throws IOException;
  }

  private String write(String name, String content) {
    return write(name, content, out -> out);
  }

  private String write(String name, String content, Compressor compressor) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = compressor.over(Files.newOutputStream(file))) {
        out.write(content.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }

  /** Lines in the order of their keys. */
  private List<String> lines(Optional<String> column, String... paths) {
    return CorpusReader.read(context, new CorpusInput(List.of(paths), column))
        .mapToPair(
            line ->
                new scala.Tuple2<>(
                    line.document(),
                    new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8)))
        .sortByKey()
        .values()
        .collect();
  }

  private List<String> lines(String... paths) {
    return lines(Optional.empty(), paths);
  }

  private void assertRefused(String message, Optional<String> column, String... paths) {
    assertThatThrownBy(() -> lines(column, paths))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void readsEveryCompressionOfTheSameText() {
    String text = "one\ntwo\r\n\nthree";
    assertThat(lines(write("a.txt", text))).containsExactly("one", "two\r", "", "three");
    assertThat(lines(write("a.gz", text, GZIPOutputStream::new))).hasSize(4).contains("three");
    assertThat(lines(write("a.zst", text, ZstdOutputStream::new))).hasSize(4).contains("three");
    BZip2Codec bzip2 = new BZip2Codec();
    bzip2.setConf(new org.apache.hadoop.conf.Configuration());
    assertThat(lines(write("a.bz2", text, bzip2::createOutputStream))).hasSize(4).contains("three");
  }

  @Test
  void readsFoldersAndGlobsInTheOrderOfPathsAndEachFileOnce() {
    write("in/b.txt", "b\n");
    write("in/a.txt", "a1\na2\n");
    write("in/deep/c.txt", "c\n");
    write("in/_hidden", "no\n");
    write("in/.hidden", "no\n");
    String in = folder.resolve("in").toString();
    assertThat(lines(in)).containsExactly("a1", "a2", "b", "c");
    assertThat(lines(in + "/*.txt", in + "/a.txt")).containsExactly("a1", "a2", "b");
    assertThat(lines(in + "/{b,a}.txt")).containsExactly("a1", "a2", "b");
  }

  @Test
  void leavesAByteOrderMarkOutAtTheStartOfAFileOnly() {
    assertThat(lines(write("bom.txt", "\uFEFFa\n\uFEFFb\n"))).containsExactly("a", "\uFEFFb");
  }

  @Test
  void noLineIsLostOrReadTwiceWhereFilesAreCut() {
    String filler = "x".repeat(1000);
    List<String> expected = IntStream.range(0, 5000).mapToObj(i -> i + filler).toList();
    String file = write("cut.txt", String.join("\n", expected) + "\n");
    assertThat(CorpusReader.read(context, CorpusInput.text(file)).getNumPartitions()).isEqualTo(3);
    assertThat(lines(file)).isEqualTo(expected);
  }

  @Test
  void aCutExactlyBetweenTwoLinesKeepsBoth() {
    String line = "y".repeat((int) Slice.TASK_BYTES - 1) + "\n";
    assertThat(lines(write("exact.txt", line + line + "z")).stream().map(String::length))
        .containsExactly(line.length() - 1, line.length() - 1, 1);
  }

  @Test
  void aLineOf100MegabytesIsReadWholeAndOnceThoughItReachesOverManyTasks() throws IOException {
    Path file = folder.resolve("long.txt");
    byte[] megabyte = "z".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("before\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 100; i++) {
        out.write(megabyte);
      }
      out.write("\nafter\n".getBytes(StandardCharsets.UTF_8));
    }

    JavaRDD<RawLine> lines = CorpusReader.read(context, CorpusInput.text(file.toString()));

    assertThat(lines.getNumPartitions()).isEqualTo(51);
    assertThat(lines.map(line -> line.document() + " " + line.length()).collect())
        .containsExactly("0 6", "7 104857600", "104857608 5");
  }

  @Test
  void smallFilesShareATask() {
    for (int i = 0; i < 100; i++) {
      write("many/%03d.gz".formatted(i), "text " + i + "\n", GZIPOutputStream::new);
    }
    String many = folder.resolve("many").toString();
    assertThat(CorpusReader.read(context, CorpusInput.text(many)).getNumPartitions()).isEqualTo(1);
    assertThat(lines(many)).hasSize(100).startsWith("text 0").endsWith("text 99");
  }

  @Test
  void readsAColumnOfTables() {
    Optional<String> text = Optional.of("text");
    String csv = write("t.csv", "id,text\n1,\"a, \"\"b\"\"\nc\"\n2,d\n");
    assertThat(lines(text, csv)).containsExactly("a, \"b\"\nc", "d");
    String tsv = write("t.tsv.gz", "id\ttext\n1\t\"quoted\n2\t\n3\tx\n", GZIPOutputStream::new);
    assertThat(lines(text, tsv)).containsExactly("\"quoted", "", "x");
    String json =
        write("t.jsonl.zst", "{\"text\":\"j1\"}\n{\"text\":\"j2\"}\n", ZstdOutputStream::new);
    assertThat(lines(text, json)).containsExactly("j1", "j2");
  }

  @Test
  void readsParquetInOrderHoweverSparkCutsIt() {
    List<String> rows = IntStream.range(0, 20_000).mapToObj(i -> "row " + i).toList();
    String parquet = folder.resolve("p").toString();
    context
        .spark()
        .createDataset(rows, Encoders.STRING())
        .toDF("text")
        .coalesce(1)
        .write()
        .option("parquet.block.size", 1024) // many row groups
        .parquet(parquet);
    context.spark().conf().set("spark.sql.files.maxPartitionBytes", 20_000);
    try {
      assertThat(lines(Optional.of("text"), parquet)).isEqualTo(rows);
    } finally {
      context.spark().conf().unset("spark.sql.files.maxPartitionBytes");
    }
    assertRefused("has no column 'body'; it has text", Optional.of("body"), parquet);
    assertRefused("--column NAME", Optional.empty(), parquet);
  }

  @Test
  void whatCannotBeReadIsTheUsersToPutRight() throws IOException {
    String missing = folder.resolve("missing.txt").toString();
    assertRefused("no such file or folder", Optional.empty(), missing);
    assertRefused("no such file or folder", Optional.empty(), folder + "/*.nothing");
    assertRefused(
        "has no file", Optional.empty(), Files.createDirectory(folder.resolve("e")).toString());
    assertRefused("No FileSystem for scheme", Optional.empty(), "nowhere://x/y");
    assertThatThrownBy(() -> CorpusInput.text()).isInstanceOf(UserException.class);
  }

  @Test
  void aTableThatEndsTooEarlyIsNamed() throws IOException {
    Random random = new Random(1);
    String rows = random.ints(9000).mapToObj(i -> "a " + i).collect(Collectors.joining("\n"));
    Path cut = Path.of(write("cut.tsv.gz", "text\n" + rows, GZIPOutputStream::new));
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), (int) Files.size(cut) / 2));
    assertThatThrownBy(
            () -> Stage.run(context, "read", 1, p -> lines(Optional.of("text"), cut.toString())))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cut.tsv.gz: cannot be read to its end");
  }

  @Test
  void aBrokenFileIsNamed() throws IOException {
    String broken = write("broken.gz", "no gzip at all");
    assertThatThrownBy(() -> Stage.run(context, "read", 1, progress -> lines(broken)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("broken.gz")
        .hasMessageContaining("cannot be read");
  }
}

package io.timestep.bench.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCountsIT {
  private static SparkSession session;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    System.setProperty("spark.sql.shuffle.partitions", "2");
    session = Sessions.open("SqlCountsIT");
  }

  @AfterAll
  static void close() {
    session.stop();
    System.clearProperty("spark.sql.shuffle.partitions");
  }

  private String counted(String name, String text) throws IOException {
    Path input = Files.writeString(folder.resolve(name + ".txt"), text);
    String output = folder.resolve(name).toString();
    new SqlCounts(session).write(input.toString(), 2, output);
    return output;
  }

  private List<String> rows(String folder, int order) {
    return session.read().parquet(folder + "/order=" + order).collectAsList().stream()
        .map(row -> row.getString(0) + "=" + row.getLong(1))
        .toList();
  }

  private CountsFingerprint fingerprint(String folder, int order) {
    return CountsFingerprint.of(session.read().parquet(folder + "/order=" + order));
  }

  @Test
  void counts_every_order_within_lines() throws IOException {
    String counts = counted("text", "a b a\r\n\na b\n");

    assertThat(rows(counts, 1)).containsExactlyInAnyOrder("a=3", "b=2");
    assertThat(rows(counts, 2)).containsExactlyInAnyOrder("a b=2", "b a=1");
  }

  @Test
  void fingerprints_tell_counts_apart_but_not_orders_of_rows() throws IOException {
    String text = counted("text", "a b\nb c\nb c\n");
    String turned = counted("turned", "b c\nb c\na b\n");
    String other = counted("other", "a b\na b\nb c\n");

    assertThat(fingerprint(text, 2)).isEqualTo(fingerprint(turned, 2));
    assertThat(fingerprint(text, 2).types()).isEqualTo(fingerprint(other, 2).types()).isEqualTo(2);
    assertThat(fingerprint(text, 2).total()).isEqualTo(fingerprint(other, 2).total()).isEqualTo(3);
    assertThat(fingerprint(text, 2)).isNotEqualTo(fingerprint(other, 2));
  }
}

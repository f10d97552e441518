package io.timestep.bench.arpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.util.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArpaScannerTest {
  private static final String MODEL =
      """
      \\data\\
      ngram 1=2
      ngram 2=1

      \\1-grams:
      -1.5\t<unk>
      -2e-05\tb\t-0.5

      \\2-grams:
      -0.25\tb b

      \\end\\
      """;

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("model.arpa"), text);
  }

  private static List<String> read(Path file) throws IOException {
    List<String> entries = new ArrayList<>();
    try (ArpaScanner scanner = ArpaScanner.open(file)) {
      for (int order = scanner.nextSection(); order > 0; order = scanner.nextSection()) {
        while (scanner.next()) {
          entries.add(
              "%d %s %s %s"
                  .formatted(order, scanner.log10Prob(), scanner.ngram(), scanner.log10Backoff()));
        }
      }
    }
    return entries;
  }

  @Test
  void reads_sections_and_entries() throws IOException {
    assertThat(read(file(MODEL)))
        .containsExactly("1 -1.5 <unk> 0.0", "1 -2.0E-5 b -0.5", "2 -0.25 b b 0.0");
  }

  @Test
  void reads_gzip() throws IOException {
    Path file = folder.resolve("model.arpa.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(MODEL.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(read(file)).hasSize(3);
  }

  @Test
  void reads_entries_across_the_buffers_end() throws IOException {
    List<String> unigrams = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      unigrams.add("-1\t%s%d".formatted("x".repeat(i % 100), i));
    }
    Path file = ArpaText.write(folder.resolve("long.arpa"), List.of(unigrams));
    assertThat(Files.size(file)).isGreaterThan(1 << 20);

    List<String> expected =
        unigrams.stream().map(entry -> "1 -1.0 %s 0.0".formatted(entry.substring(3))).toList();
    assertThat(read(file)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "ngram 1=2, ngram 1=3, 9: expected 3 1-grams as the header says",
        "ngram 1=2, ngram 1=1, 7: expected the end of the 1-grams",
        "ngram 1=2, ngram 2=2, 2: expected ngram 1=COUNT",
        "\\1-grams:, \\2-grams:, 5: expected \\1-grams:",
        "b b, b, 10: expected 2 words",
        "b b, b  b, 10: expected 2 words",
        "b b, b b b, 10: expected 2 words",
        "-0.25, -0.x5, 10: expected a number instead of '-0.x5'",
        "-0.25, nan, 10: expected a number instead of 'nan'",
        "\\data\\, data, 13: expected \\data\\",
        "\\end\\, \"\", 13: expected 2-grams or \\end\\",
      })
  void tells_line_and_expectation_of_what_is_broken(String right, String wrong, String message) {
    assertThatThrownBy(() -> read(file(MODEL.replace(right, wrong))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("model.arpa:" + message);
  }

  @Test
  void says_that_a_file_ended_too_early() {
    String cut = MODEL.substring(0, MODEL.indexOf("\\2-grams"));

    assertThatThrownBy(() -> read(file(cut)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("model.arpa:9: ")
        .hasMessageContaining("got the end of the file");
  }
}

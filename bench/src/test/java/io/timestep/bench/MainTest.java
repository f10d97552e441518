package io.timestep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.util.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private String arpa(String name, String log10Prob) throws IOException {
    String text = "\\data\\\nngram 1=1\n\n\\1-grams:\n%s\ta\n\n\\end\\\n".formatted(log10Prob);
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  @Test
  void ends_with_0_within_the_tolerance_and_with_1_beyond() throws IOException {
    String first = arpa("first.arpa", "-1");
    String second = arpa("second.arpa", "-1.25");

    assertThat(run("compare-arpa", first, second, "--tolerance", "0.25")).isZero();
    assertThat(run("compare-arpa", first, second, "--tolerance", "0.2")).isEqualTo(1);
    assertThat(out.toString()).contains("the same within a tolerance of 0.25", "different beyond");
  }

  @Test
  void the_tolerance_is_1e_5_when_none_is_given() throws IOException {
    String first = arpa("first.arpa", "-1");

    assertThat(run("compare-arpa", first, arpa("near.arpa", "-1.000009"))).isZero();
    assertThat(run("compare-arpa", first, arpa("far.arpa", "-1.000011"))).isEqualTo(1);
  }

  @Test
  void the_last_line_is_json_when_asked_for() throws IOException {
    run("compare-arpa", arpa("first.arpa", "-1"), arpa("second.arpa", "-1.25"), "--json");

    String last = out.toString().lines().reduce((a, b) -> b).orElseThrow();
    assertThat(Json.parse(last, "stdout").at("/same").asBoolean(true)).isFalse();
    assertThat(Json.parse(last, "stdout").at("/orders/0/maxLog10Prob").asDouble()).isEqualTo(0.25);
    assertThat(Json.parse(last, "stdout").at("/orders/0/worstLog10Prob").asText()).isEqualTo("a");
  }

  @Test
  void ends_with_2_and_a_line_where_a_file_is_missing_or_no_arpa() throws IOException {
    String first = arpa("first.arpa", "-1");

    assertThat(run("compare-arpa", first, folder.resolve("none").toString())).isEqualTo(2);
    assertThat(run("compare-arpa", first, arpa("broken.arpa", "one"))).isEqualTo(2);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("none: no such file"),
            line -> assertThat(line).contains("broken.arpa:5: expected a number"));
  }
}

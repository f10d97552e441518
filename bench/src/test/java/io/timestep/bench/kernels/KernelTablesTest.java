package io.timestep.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.util.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelTablesTest {
  private static final ModelShape SHAPE = ModelShape.of("200,10000,20,35");
  private static final List<Comparison> COMPARISONS =
      Comparison.of(
          List.of(
              trial(Section.ONE_CORE, "timestep", 4000, 100),
              trial(Section.ONE_CORE, "timestep-fit", 3000, 100),
              trial(Section.ONE_CORE, "libtorch", 2500, 0),
              trial(Section.ONE_CORE, "dl4j", 500, 0),
              trial(Section.ADAPTIVE, "adaptive", 9000, 0),
              trial(Section.ADAPTIVE, "full", 1500, 0)));

  private static Trial trial(Section section, String peer, double tokens, double sgemm) {
    return new Trial(section, peer, Cell.LSTM, SHAPE, tokens, sgemm);
  }

  /** 15,840,000 operations a token at this shape: 4,000 tokens a second are 63.4 GFLOP/s. */
  @Test
  void json_has_a_row_for_each_peer_on_one_core() {
    JsonNode rows = Json.parse(String.join("\n", KernelTables.json(COMPARISONS)), "json");

    assertThat(rows).hasSize(2);
    JsonNode first = rows.get(0);
    assertThat(first.at("/cell").asText()).isEqualTo("lstm");
    assertThat(first.at("/shape").asText()).isEqualTo("200,10000,20,35");
    assertThat(first.at("/peer").asText()).isEqualTo("libtorch");
    assertThat(first.at("/ours").asDouble()).isEqualTo(4000);
    assertThat(first.at("/theirs").asDouble()).isEqualTo(2500);
    assertThat(first.at("/ratio").asDouble()).isEqualTo(1.6);
    assertThat(first.at("/peakShare").asDouble()).isEqualTo(0.6336);
    assertThat(rows.get(1).at("/peer").asText()).isEqualTo("dl4j");
  }

  @Test
  void markdown_has_a_table_a_section_and_each_program_against_the_first() {
    assertThat(KernelTables.markdown(COMPARISONS))
        .contains(
            "**One core**",
            "| lstm | 200, 10000, 20, 35 | timestep | 4,000 |  | 63.4 | 63% |",
            "| lstm | 200, 10000, 20, 35 | libtorch | 2,500 | 1.60 | 39.6 | 40% |",
            "**Adaptive softmax, whole step**",
            "| lstm | 200, 10000, 20, 35 | full | 1,500 | 6.00 |")
        .doesNotContain("**Two cores**");
  }

  @Test
  void a_share_nobody_looked_for_is_null() {
    List<Comparison> unknown =
        Comparison.of(
            List.of(
                trial(Section.ONE_CORE, "timestep", 2, 0),
                trial(Section.ONE_CORE, "libtorch", 1, 0)));

    assertThat(KernelTables.json(unknown)).anyMatch(line -> line.endsWith("\"peakShare\":null}"));
  }
}

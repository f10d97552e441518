package io.timestep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {
  private static final List<String> NONE = List.of();

  @Test
  void whatIsToldIsWhatIsThere() {
    assertThat(Interruption.outcome(NONE, NONE)).isEqualTo("no output was written.");
    assertThat(Interruption.outcome(List.of("run/stats", "run/tokenize"), NONE))
        .isEqualTo("written before, and whole: run/stats, run/tokenize.");
    assertThat(Interruption.outcome(NONE, List.of("out: was being put in its place")))
        .isEqualTo("not all of the output is in its place.");
  }
}

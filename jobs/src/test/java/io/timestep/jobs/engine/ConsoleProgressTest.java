package io.timestep.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.util.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final StringWriter err = new StringWriter();
  private long nowMillis = 1_000;

  private ConsoleProgress progress(ConsoleProgress.Style style) {
    return new ConsoleProgress(new PrintWriter(err), style, () -> nowMillis);
  }

  @Test
  void pipedLinesStandAtTheStartEachTenSecondsAndAtTheEnd() {
    try (Progress.Task task =
        progress(ConsoleProgress.Style.PLAIN).start("train", 4_000, "tokens")) {
      for (int second = 1; second <= 25; second++) {
        nowMillis += 1_000;
        task.update(second * 100L, "loss " + second);
      }
    }

    assertThat(err.toString().lines())
        .containsExactly(
            "train: 4,000 tokens",
            "train  [######..................]   25%  1,000/4,000 tokens  100/s  0:30 left  loss 10",
            "train  [############............]   50%  2,000/4,000 tokens  100/s  0:20 left  loss 20",
            "train: 2,500 tokens in 0:25  loss 25");
  }

  @Test
  void aTerminalsLineIsDrawnOverAndEndsWithALineEnd() {
    try (Progress.Task task =
        progress(ConsoleProgress.Style.TERMINAL).start("count", 10, "files")) {
      nowMillis += 50;
      task.update(1, ""); // too soon to be drawn
      nowMillis += 950;
      task.update(5, "");
    }

    assertThat(err.toString().split("\r\u001b\\[K", -1))
        .containsExactly(
            "",
            "count  [........................]    0%  0/10 files",
            "count  [############............]   50%  5/10 files  5.0/s  0:01 left",
            "count: 5 files in 0:01" + System.lineSeparator());
  }

  @Test
  void anUnknownTotalShowsNoBar() {
    try (Progress.Task task = progress(ConsoleProgress.Style.PLAIN).start("read", 0, "lines")) {
      nowMillis += 10_000;
      task.update(20, "");
    }

    assertThat(err.toString().lines())
        .containsExactly("read", "read  20 lines  2.0/s", "read: 20 lines in 0:10");
  }

  @Test
  void longTimesHaveHours() {
    assertThat(ProgressText.duration(3_723_000)).isEqualTo("1:02:03");
    assertThat(ProgressText.duration(59_400)).isEqualTo("0:59");
  }

  @Test
  void isBusyWhileAStageIsShown() {
    ConsoleProgress progress = progress(ConsoleProgress.Style.PLAIN);
    assertThat(progress.isBusy()).isFalse();
    try (Progress.Task task = progress.start("a", 1, "b")) {
      task.update(1, "");
      assertThat(progress.isBusy()).isTrue();
    }
    assertThat(progress.isBusy()).isFalse();
  }
}

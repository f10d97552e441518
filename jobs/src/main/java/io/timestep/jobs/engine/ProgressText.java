package io.timestep.jobs.engine;

import java.util.Locale;

/** The text of a progress line. */
final class ProgressText {
  private static final int WIDTH = 24;

  private ProgressText() {}

  /**
   * {@code train epoch 1 [#####.....] 42% 420/1,000 tokens 35/s 0:17 left}.
   *
   * @param before how much of what is done was done before the time began
   */
  static String line(
      String name, long before, long done, long total, String unit, long elapsedMillis) {
    long since = done - before;
    String rate = elapsedMillis > 0 && since > 0 ? "  " + rate(since, elapsedMillis) : "";
    if (total <= 0) {
      return String.format(Locale.ROOT, "%s  %,d %s%s", name, done, unit, rate);
    }
    double share = Math.min(1, done / (double) total);
    String left =
        since > 0 && done < total
            ? "  %s left"
                .formatted(duration((long) (elapsedMillis * ((double) (total - done) / since))))
            : "";
    return String.format(
        Locale.ROOT,
        "%s  [%s]  %3d%%  %,d/%,d %s%s%s",
        name,
        bar(share),
        (int) (100 * share),
        done,
        total,
        unit,
        rate,
        left);
  }

  /** {@code 0:07}, {@code 12:34} or {@code 1:02:03}. */
  static String duration(long millis) {
    long seconds = Math.round(millis / 1000.0);
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String bar(double share) {
    int full = (int) (share * WIDTH);
    return "#".repeat(full) + ".".repeat(WIDTH - full);
  }

  private static String rate(long done, long elapsedMillis) {
    double perSecond = done * 1000.0 / elapsedMillis;
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f/s" : "%,.0f/s", perSecond);
  }
}

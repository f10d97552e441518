package io.timestep.jobs.ngram;

/** The curve of Zipf's law: the count of a word against its rank. */
final class RankFrequency {
  /** About so many points: more than a plot shows. */
  private static final int POINTS = 200;

  private RankFrequency() {}

  /**
   * Points at ranks that are about evenly spaced on a logarithmic scale, a line each: rank, tab,
   * count. The first and the last rank are among them.
   */
  static String tsv(TextWords words) {
    StringBuilder lines = new StringBuilder();
    int last = words.types();
    int rank = 0;
    for (int i = 0; i <= POINTS; i++) {
      int next = (int) Math.round(Math.pow(last, (double) i / POINTS));
      if (next > rank) {
        rank = next;
        lines.append(rank).append('\t').append(words.countAt(rank)).append('\n');
      }
    }
    return lines.toString();
  }
}

package io.timestep.bench.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Comparisons as Markdown and as JSON. */
final class KernelTables {
  /** Peers of the JSON rows; what is besides is for readers only. */
  private static final Set<String> JSON_PEERS =
      Set.of("libtorch", "libtorch-hugepages", "dl4j", "dl4j-hugepages");

  private KernelTables() {}

  /** A table a section, with the columns that docs/benchmarks.md explains. */
  static List<String> markdown(List<Comparison> comparisons) {
    List<String> lines = new ArrayList<>();
    for (Section section : Section.values()) {
      List<Comparison> own = comparisons.stream().filter(c -> c.section() == section).toList();
      if (!own.isEmpty()) {
        lines.add("**" + section.title() + "**");
        lines.add("");
        lines.addAll(header(section));
        own.forEach(c -> c.tokensPerSecond().keySet().forEach(peer -> lines.add(row(c, peer))));
        lines.add("");
      }
    }
    return lines;
  }

  private static List<String> header(Section section) {
    String columns = "| cell | H, V, B, T | program | tokens/s | ratio |";
    return section.countsFlops()
        ? List.of(columns + " GFLOP/s | of sgemm's peak |", "|---|---|---|---|---|---|---|")
        : List.of(columns, "|---|---|---|---|---|");
  }

  private static String row(Comparison c, String peer) {
    boolean first = peer.equals(c.first());
    String row =
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %,.0f | %s |",
            c.cell(),
            c.shape().toString().replace(",", ", "),
            peer,
            c.tokensPerSecond().get(peer),
            first ? "" : String.format(Locale.ROOT, "%.2f", c.ratio(peer)));
    if (!c.section().countsFlops()) {
      return row;
    }
    double share = c.peakShare(peer);
    return row
        + String.format(
            Locale.ROOT,
            " %.1f | %s |",
            c.gflops(peer),
            Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.0f%%", 100 * share));
  }

  /** An array, an object a line, of what is compared on one core. */
  static List<String> json(List<Comparison> comparisons) {
    List<String> rows = new ArrayList<>();
    for (Comparison c : comparisons) {
      if (c.section() == Section.ONE_CORE) {
        c.tokensPerSecond().keySet().stream()
            .filter(JSON_PEERS::contains)
            .forEach(peer -> rows.add(jsonRow(c, peer)));
      }
    }
    List<String> lines = new ArrayList<>(List.of("["));
    for (int i = 0; i < rows.size(); i++) {
      lines.add(rows.get(i) + (i + 1 < rows.size() ? "," : ""));
    }
    lines.add("]");
    return lines;
  }

  private static String jsonRow(Comparison c, String peer) {
    double share = c.peakShare(c.first());
    return String.format(
        Locale.ROOT,
        "{\"cell\":\"%s\",\"shape\":\"%s\",\"peer\":\"%s\",\"ours\":%.1f,\"theirs\":%.1f,"
            + "\"ratio\":%.4f,\"peakShare\":%s}",
        c.cell(),
        c.shape(),
        peer,
        c.tokensPerSecond().get(c.first()),
        c.tokensPerSecond().get(peer),
        c.ratio(peer),
        Double.isNaN(share) ? "null" : String.format(Locale.ROOT, "%.4f", share));
  }
}

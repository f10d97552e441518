package io.timestep.report;

import io.timestep.report.History.Round;
import io.timestep.report.Report.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long each replica took, and how long the others waited for it. */
record ReplicaSection(List<Model> models) implements Section {
  /** Rows of the table: a page of more would not be read. */
  private static final int MAX_REPLICAS = 64;

  @Override
  public String id() {
    return "replicas";
  }

  @Override
  public String title() {
    return "Replicas";
  }

  @Override
  public String note() {
    return "A round ends with its slowest replica. Waiting is the slowest replica’s time less the"
        + " mean of all.";
  }

  @Override
  public boolean isEmpty() {
    return models.stream().allMatch(m -> Timings.of(m.history().rounds()).replicas().isEmpty());
  }

  @Override
  public void write(Html html) {
    for (int i = 0; i < models.size(); i++) {
      Model model = models.get(i);
      Timings timings = Timings.of(model.history().rounds());
      if (timings.replicas().isEmpty()) {
        continue;
      }
      if (models.size() > 1) {
        html.element("h3", model.name());
      }
      parts(html, timings);
      chart("replicas-" + i, model.history().rounds()).write(html);
      replicas(html, timings);
    }
  }

  private static void parts(Html html, Timings timings) {
    record Part(String name, String cssClass, double seconds) {}
    List<Part> parts =
        List.of(
            new Part("training", "series-0", timings.training()),
            new Part("waiting for the slowest", "series-1", timings.waiting()),
            new Part("merging and scheduling", "series-2", timings.merging()));
    html.element(
        "p",
        "%s of the time went to waiting for the slowest replica."
            .formatted(Numbers.percent(timings.waitingShare())),
        "class",
        "verdict");
    html.open("div", "class", "stack", "aria-hidden", "true");
    for (Part part : parts) {
      html.open("i", "class", part.cssClass(), "style", width(part.seconds() / timings.total()));
      html.close();
    }
    html.closeLine();
    html.open("p", "class", "legend");
    for (Part part : parts) {
      html.open("span", "class", "key block " + part.cssClass());
      html.element("i", "", "class", "swatch", "aria-hidden", "true");
      html.text(
              "%s %s (%s)"
                  .formatted(
                      part.name(),
                      Numbers.duration(part.seconds()),
                      Numbers.percent(part.seconds() / timings.total())))
          .close();
    }
    html.closeLine();
  }

  private static XyChart chart(String id, List<Round> rounds) {
    List<Series> series = new ArrayList<>();
    series.add(new Series("Slowest replica", Series.Mark.LINE, 1, Timings.slowest(rounds)));
    series.add(new Series("Mean of the replicas", Series.Mark.LINE, 0, Timings.mean(rounds)));
    return new XyChart(
        id,
        "Seconds a round",
        "Seconds of the slowest replica and of the mean replica in each round.",
        new Axis("round", Axis.Scale.LINEAR),
        new Axis("seconds", Axis.Scale.LINEAR),
        series);
  }

  private static void replicas(Html html, Timings timings) {
    double longest =
        timings.replicas().stream().mapToDouble(r -> r.quantiles().get(4)).max().orElseThrow();
    String range = "Seconds a round, 0 to " + Numbers.duration(longest);
    Table.open(
        html, "Replicas", List.of("Replica", range, "#Median", "#Longest", "#Slowest", "#Tokens"));
    timings.replicas().stream()
        .limit(MAX_REPLICAS)
        .forEach(replica -> replica(html, replica, longest));
    Table.close(html);
    int left = timings.replicas().size() - MAX_REPLICAS;
    html.element(
        "p",
        "Boxes hold the middle half of the rounds, with the median marked; lines reach the shortest"
            + " and the longest. “Slowest” counts the rounds that waited for the replica."
            + (left > 0 ? " %,d more replicas are not listed.".formatted(left) : ""),
        "class",
        "small-print");
  }

  private static void replica(Html html, Timings.Replica replica, double longest) {
    List<Double> q = replica.quantiles();
    html.open("tr");
    Table.rowName(html, Integer.toString(replica.replica()));
    html.open("td", "class", "track").open("div", "class", "box");
    html.open("i", "class", "reach", "style", span(q.get(0), q.get(4), longest)).close();
    html.open("i", "class", "half", "style", span(q.get(1), q.get(3), longest)).close();
    html.open("i", "class", "median", "style", span(q.get(2), q.get(2), longest)).close();
    html.close().close();
    Table.number(html, Numbers.duration(q.get(2)));
    Table.number(html, Numbers.duration(q.get(4)));
    Table.number(html, "%,d×".formatted(replica.slowest()));
    Table.number(html, Numbers.count(replica.tokens()));
    html.closeLine();
  }

  private static String span(double from, double to, double longest) {
    double scale = longest > 0 ? 1 / longest : 0;
    return String.format(
        Locale.ROOT, "left:%.2f%%;width:%.2f%%", 100 * from * scale, 100 * (to - from) * scale);
  }

  private static String width(double share) {
    return String.format(Locale.ROOT, "width:%.2f%%", 100 * share);
  }
}

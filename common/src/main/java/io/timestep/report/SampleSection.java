package io.timestep.report;

import io.timestep.report.Report.Sample;
import io.timestep.report.Report.Text;
import java.util.List;
import java.util.stream.Collectors;

/** Text that the models wrote. */
record SampleSection(List<Text> texts) implements Section {
  @Override
  public String id() {
    return "samples";
  }

  @Override
  public String title() {
    return "Samples";
  }

  @Override
  public String note() {
    return "Text drawn from the model, not chosen: the prompt is bold.";
  }

  @Override
  public boolean isEmpty() {
    return texts.stream().allMatch(t -> t.samples().isEmpty());
  }

  @Override
  public void write(Html html) {
    for (Text text : texts) {
      if (texts.size() > 1) {
        html.element("h3", text.name());
      }
      for (Sample sample : text.samples()) {
        write(html, sample);
      }
    }
  }

  private static void write(Html html, Sample sample) {
    boolean repeated = !sample.prompt().isEmpty() && sample.text().startsWith(sample.prompt());
    String rest = repeated ? sample.text().substring(sample.prompt().length()) : sample.text();
    html.open("figure", "class", "sample");
    html.open("blockquote", "lang", Words.language(sample.prompt() + sample.text()));
    html.open("p").open("strong");
    Words.write(html, sample.prompt());
    html.close();
    Words.write(html, repeated || sample.prompt().isEmpty() ? rest : " " + rest);
    html.close().close();
    String settings =
        sample.settings().stream()
            .map(f -> "%s %s".formatted(Words.ofField(f.name()), setting(f.value())))
            .collect(Collectors.joining(" · "));
    html.element("figcaption", settings).closeLine();
  }

  private static String setting(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Numbers.count(value).replace('-', '−')
        : Numbers.measure(value);
  }
}

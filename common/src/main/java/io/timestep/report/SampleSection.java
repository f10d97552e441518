package io.timestep.report;

import io.timestep.report.Report.Sample;
import io.timestep.report.Report.Text;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    // The model may have read the prompt in lower case, or otherwise normalized.
    String prompt = sample.prompt();
    boolean leads = sample.text().regionMatches(true, 0, prompt, 0, prompt.length());
    int end = leads ? prompt.length() : 0;
    html.open("figure", "class", "sample");
    html.open("blockquote", "lang", Words.language(sample.text())).open("p");
    html.open("strong");
    Words.write(html, sample.text().substring(0, end));
    html.close();
    Words.write(html, sample.text().substring(end));
    html.close().close();
    Stream<String> given = leads ? Stream.empty() : Stream.of("Prompt: " + prompt);
    Stream<String> settings =
        sample.settings().stream()
            .map(f -> "%s %s".formatted(Words.ofField(f.name()), Numbers.plain(f.value())));
    html.element("figcaption", Stream.concat(given, settings).collect(Collectors.joining(" · ")))
        .closeLine();
  }
}

package io.timestep.report;

import io.timestep.report.Report.Model;
import java.util.List;

/** All settings of each model, to do it again. */
record ConfigurationSection(List<Model> models) implements Section {
  ConfigurationSection {
    models = models.stream().filter(m -> !m.configuration().isBlank()).toList();
  }

  @Override
  public String id() {
    return "configuration";
  }

  @Override
  public String title() {
    return "Configuration";
  }

  @Override
  public String note() {
    return "Every setting, in HOCON. Saved to a file and given with --config, it repeats the run.";
  }

  @Override
  public boolean isEmpty() {
    return models.isEmpty();
  }

  @Override
  public void write(Html html) {
    for (Model model : models) {
      html.open("details").element("summary", model.name() + "/model.conf");
      html.open("pre", "tabindex", "0").element("code", model.configuration()).close();
      html.closeLine();
    }
  }
}

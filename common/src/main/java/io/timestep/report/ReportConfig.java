package io.timestep.report;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * The HTML report ({@code report.*}).
 *
 * @param title of the page
 * @param top rows of each table of N-grams
 */
public record ReportConfig(String title, int top) implements Serializable {
  public ReportConfig {
    new Checks("report").atLeast("top", top, 1).throwIfAny();
  }
}

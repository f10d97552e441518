package io.timestep.report;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.timestep.util.UserException;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a model's settings the page tells in words.
 *
 * @param architecture "lstm 2 × 200", or empty
 * @param rule of {@code train.outer}, by which the replicas are merged, {@value #DL4J_STOCK} if
 *     dl4j-spark led the training, or empty
 * @param epochs the most that were to be trained; NaN if that is not known
 */
record Recipe(String architecture, String rule, double epochs) {
  /** The value of {@code train.master} that leaves merging to dl4j-spark. */
  static final String DL4J_STOCK = "dl4j-stock";

  /** The rule that is nothing more than the mean; all there was before there were others. */
  static final String AVERAGE = "average";

  /**
   * Reads {@code model.conf}. What is missing there is unknown.
   *
   * @param source names the text in errors
   * @throws UserException if it is no HOCON
   */
  static Recipe of(String configuration, String source) {
    try {
      Config config = ConfigFactory.parseString(configuration);
      return new Recipe(
          architecture(config),
          rule(config),
          config.hasPath("train.epochs") ? config.getDouble("train.epochs") : Double.NaN);
    } catch (ConfigException e) {
      throw new UserException("%s: no valid HOCON: %s".formatted(source, e.getMessage()), e);
    }
  }

  private static String architecture(Config config) {
    List<String> words = new ArrayList<>();
    if (config.hasPath("model.cell")) {
      words.add(config.getString("model.cell"));
    }
    if (config.hasPath("model.layers") && config.hasPath("model.hidden-size")) {
      words.add(
          "%s × %s"
              .formatted(config.getString("model.layers"), config.getString("model.hidden-size")));
    }
    return String.join(" ", words);
  }

  private static String rule(Config config) {
    if (text(config, "train.master", "").equals(DL4J_STOCK)) {
      return DL4J_STOCK;
    }
    return text(config, "train.outer.rule", config.hasPath("train") ? AVERAGE : "");
  }

  private static String text(Config config, String path, String other) {
    return config.hasPath(path) ? config.getString(path) : other;
  }
}

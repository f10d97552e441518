package io.timestep.train;

import io.timestep.config.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Configurations of training for tests. */
final class TrainConfigs {
  private static final String DEFAULTS = defaults();

  private TrainConfigs() {}

  /**
   * The defaults with some settings changed.
   *
   * @param settings HOCON below {@code train}: "replicas = 3, outer.rule = bmuf"
   */
  static TrainConfig of(String settings) {
    return SettingsReader.bind(
        "%s\ntrain { %s }".formatted(DEFAULTS, settings), settings, "train", TrainConfig.class);
  }

  private static String defaults() {
    try (InputStream in = TrainConfig.class.getResourceAsStream("/reference.conf")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

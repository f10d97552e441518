package io.timestep.jobs.ngram;

import io.timestep.config.SettingsReader;
import io.timestep.config.SettingsWriter;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a folder of {@code stats} was counted.
 *
 * @param text how text became words
 * @param ngram which N-grams were counted
 */
record StatsSettings(TextConfig text, Counted ngram) {
  /** HOCON, in the folder. */
  static final String NAME = "stats.conf";

  /**
   * The settings of {@code ngram} that decide what is counted.
   *
   * @param order longest N-gram, in words
   * @param boundaries whether {@code <s>} and {@code </s>} take part
   */
  record Counted(int order, boolean boundaries) {}

  static StatsSettings of(TextConfig text, NgramConfig config) {
    return new StatsSettings(text, new Counted(config.order(), config.boundaries()));
  }

  void write(Store store, String folder) {
    Map<String, Record> groups = new LinkedHashMap<>();
    groups.put("text", text);
    groups.put("ngram", ngram);
    store.writeString(folder + "/" + NAME, SettingsWriter.render(groups));
  }

  /** The settings of the text that differ, in a few words; empty if none does. */
  String differenceFrom(StatsSettings other) {
    List<String> own = lines(text);
    List<String> others = lines(other.text);
    return IntStream.range(0, own.size())
        .filter(i -> !own.get(i).equals(others.get(i)))
        .mapToObj(i -> "text.%s (%s)".formatted(own.get(i), others.get(i)))
        .collect(Collectors.joining(", "));
  }

  private static List<String> lines(TextConfig text) {
    return SettingsWriter.render(Map.of("text", text)).lines().map(String::strip).toList();
  }

  /**
   * Reads those of a folder.
   *
   * @throws UserException if it has none, or they cannot be read
   */
  static StatsSettings read(Store store, String folder) {
    String file = folder + "/" + NAME;
    if (!store.exists(file)) {
      throw new UserException(
          "%s: no such file; it says how the text was counted: count it again".formatted(file));
    }
    String conf = store.readString(file);
    return new StatsSettings(
        SettingsReader.bind(conf, file, "text", TextConfig.class),
        SettingsReader.bind(conf, file, "ngram", Counted.class));
  }
}

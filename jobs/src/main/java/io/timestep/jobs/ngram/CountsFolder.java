package io.timestep.jobs.ngram;

import io.timestep.jobs.engine.OutputFolder;
import io.timestep.text.TextConfig;
import io.timestep.text.TextConfig.TokenizerKind;
import io.timestep.text.TextStats;
import io.timestep.text.WordReader;
import io.timestep.util.Json;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.util.List;

/**
 * What {@code stats} counted, for a model.
 *
 * @param path of the folder
 * @param settings how it was counted
 * @param totals what all tables together must hold
 */
record CountsFolder(String path, StatsSettings settings, Totals totals) {
  /**
   * The part of {@code metrics.json} that a model needs; see {@link StatsResult}.
   *
   * @param sentences lines with a word
   * @param tokens words
   * @param types distinct N-grams, by order
   * @param text what it was like
   */
  record Totals(long sentences, long tokens, List<Long> types, TextStats text) {}

  /**
   * Opens a folder; no table is read.
   *
   * @param order of the model
   * @throws UserException if it is no finished folder of {@code stats}, or its counts cannot give a
   *     model of that order
   */
  static CountsFolder open(Store store, String path, int order) {
    String folder = path.length() > 1 && path.endsWith("/") ? path.replaceAll("/+$", "") : path;
    OutputFolder.require(store, folder, OutputFolder.Kind.STATS);
    StatsSettings settings = StatsSettings.read(store, folder);
    String metrics = folder + "/" + OutputFolder.METRICS;
    if (!store.exists(metrics)) {
      throw new UserException("%s: no such file; copy the whole folder again".formatted(metrics));
    }
    Totals totals = Json.parse(store.readString(metrics), Totals.class, metrics);
    CountsFolder counts = new CountsFolder(folder, settings, totals);
    counts.requireNgrams(order);
    counts.requireWords();
    return counts;
  }

  private void requireNgrams(int order) {
    if (!settings.ngram().boundaries()) {
      throw new UserException(
          "%s: was counted without <s> and </s>, which a model needs; count the text again with ngram.boundaries=true"
              .formatted(path));
    }
    if (settings.ngram().order() < order || totals.types().size() < order) {
      throw new UserException(
          "%s: has N-grams up to order %d, the model's ngram.order is %d; count the text again with --order %d, or train with less"
              .formatted(path, settings.ngram().order(), order, order));
    }
  }

  /** The words in a table must be those that a model of the text has. */
  private void requireWords() {
    if (text().tokenizer() == TokenizerKind.CHAR) {
      throw new UserException(
          "%s: was counted with the tokenizer char, to which a space is a word; in an N-gram model it separates them. Count the text with another tokenizer"
              .formatted(path));
    }
    long malformed = totals.text().malformedLines();
    if (malformed > 0 && WordReader.readsBytes(text())) {
      throw new UserException(
          "%s: %d lines of its text have bytes that are no UTF-8; a model keeps them, counts do not. Train from the text, or count it with text.normalization=nfc"
              .formatted(path, malformed));
    }
  }

  TextConfig text() {
    return settings.text();
  }

  /** Lines without a word: to a model they are sentences. */
  long emptySentences() {
    return totals.text().lines() - totals.sentences();
  }

  /** Folder of the N-grams of an order. */
  String table(int order) {
    return "%s/ngrams/order=%d".formatted(path, order);
  }

  /**
   * Parquet files of the N-grams of an order.
   *
   * @throws UserException if there is none
   */
  List<String> files(Store store, int order) {
    String table = table(order);
    List<String> files =
        store.list(table).stream()
            .filter(name -> name.endsWith(".parquet") && !name.startsWith("_"))
            .map(name -> table + "/" + name)
            .toList();
    if (files.isEmpty()) {
      throw new UserException(
          "%s: has no Parquet file; copy the whole folder again".formatted(table));
    }
    return files;
  }
}

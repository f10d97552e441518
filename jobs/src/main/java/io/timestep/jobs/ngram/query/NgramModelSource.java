package io.timestep.jobs.ngram.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.config.SettingsReader;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.ngram.ModelFiles;
import io.timestep.ngram.binary.Manifest;
import io.timestep.text.TextConfig;
import io.timestep.util.Json;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An N-gram model as a user names it: a folder of {@code ngram train}, the binary folder in one, or
 * an ARPA file.
 *
 * @param path as it was given
 * @param binary folder of the binary model, if there is one
 * @param arpa the ARPA file, if there is one; compressed if its name ends in {@code .gz}
 * @param text how the text that the model was made of became words, if the model says so
 * @param smoothing how it was estimated, as in the configuration, if the model says so
 */
public record NgramModelSource(
    String path,
    Optional<String> binary,
    Optional<String> arpa,
    Optional<TextConfig> text,
    Optional<String> smoothing) {
  private static final String STUPID_BACKOFF = "stupid-backoff";

  /**
   * Finds out what a path holds; no model is read.
   *
   * @throws UserException if it holds no model, or one of a newer format
   */
  public static NgramModelSource find(Store store, String path) {
    if (!store.exists(path)) {
      throw new UserException(
          "%s: no such file or folder; expected a model folder of ngram train, or an ARPA file"
              .formatted(path));
    }
    if (!store.isFolder(path)) {
      return new NgramModelSource(
          path, Optional.empty(), Optional.of(path), Optional.empty(), Optional.empty());
    }
    if (store.exists(path + "/" + Manifest.NAME)) {
      return binaryAlone(store, path);
    }
    OutputFolder.require(store, path, OutputFolder.Kind.NGRAM_MODEL);
    return inFolder(store, path);
  }

  /** What the model is like says the folder of {@code ngram train} around it, if there is one. */
  private static NgramModelSource binaryAlone(Store store, String path) {
    Optional<String> model =
        Optional.of(parent(path))
            .filter(folder -> OutputFolder.isOfKind(store, folder, OutputFolder.Kind.NGRAM_MODEL));
    return new NgramModelSource(
        path,
        Optional.of(path),
        Optional.empty(),
        model.flatMap(folder -> text(store, folder)),
        model.flatMap(folder -> smoothing(store, folder)));
  }

  private static String parent(String path) {
    String folder = path.replaceAll("(?<=.)/+$", "");
    int end = folder.lastIndexOf('/');
    return end < 0 ? "." : folder.substring(0, Math.max(end, 1));
  }

  private static NgramModelSource inFolder(Store store, String path) {
    String binary = path + "/" + ModelFiles.BINARY;
    Optional<String> arpa =
        Stream.of(ModelFiles.ARPA, ModelFiles.ARPA + ".gz")
            .map(name -> path + "/" + name)
            .filter(store::exists)
            .findFirst();
    boolean hasBinary = store.exists(binary);
    if (!hasBinary && arpa.isEmpty()) {
      throw new UserException(
          "%s: has neither %s nor %s; copy the whole folder again, or train the model anew"
              .formatted(path, ModelFiles.BINARY, ModelFiles.ARPA));
    }
    return new NgramModelSource(
        path,
        hasBinary ? Optional.of(binary) : Optional.empty(),
        arpa,
        text(store, path),
        smoothing(store, path));
  }

  private static Optional<TextConfig> text(Store store, String folder) {
    String settings = folder + "/" + ModelFiles.SETTINGS;
    return store.exists(settings)
        ? Optional.of(
            SettingsReader.bind(store.readString(settings), settings, "text", TextConfig.class))
        : Optional.empty();
  }

  private static Optional<String> smoothing(Store store, String folder) {
    String metrics = folder + "/" + OutputFolder.METRICS;
    if (!store.exists(metrics)) {
      return Optional.empty();
    }
    JsonNode smoothing = Json.parse(store.readString(metrics), metrics).path("smoothing");
    return smoothing.isTextual() ? Optional.of(smoothing.asText()) : Optional.empty();
  }

  /** Whether its numbers are scores, which do not sum to 1. */
  public boolean hasScores() {
    return smoothing.filter(STUPID_BACKOFF::equals).isPresent();
  }

  /**
   * Refuses a model whose numbers are no probabilities.
   *
   * @param use what cannot be done with it
   */
  void requireProbabilities(String use) {
    if (hasScores()) {
      throw new UserException(
          "%s: a model of %s has scores that do not sum to 1, and cannot be %s; train one with another ngram.smoothing"
              .formatted(path, STUPID_BACKOFF, use));
    }
  }
}

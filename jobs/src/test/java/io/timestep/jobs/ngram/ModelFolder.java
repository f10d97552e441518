package io.timestep.jobs.ngram;

import io.timestep.ngram.binary.BinaryModel;
import io.timestep.ngram.model.ArpaModel;
import io.timestep.ngram.model.ArpaReader;
import io.timestep.ngram.model.TrieLevel;
import io.timestep.ngram.query.BackoffModel;
import io.timestep.ngram.query.CorpusScore;
import io.timestep.ngram.query.SentenceScorer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What tests ask of a folder that {@code ngram train} wrote. */
record ModelFolder(Path path) {
  String arpa() {
    try {
      return Files.readString(path.resolve(ModelFiles.ARPA), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ArpaModel model() {
    return read(path.resolve(ModelFiles.ARPA));
  }

  BinaryModel binary() {
    return BinaryModel.open(path.resolve(ModelFiles.BINARY));
  }

  static ArpaModel read(Path arpa) {
    try (InputStream in = Files.newInputStream(arpa)) {
      return ArpaReader.read(in, arpa.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** log10 p and log10 backoff (0 at the highest order) by N-gram. */
  static Map<String, List<Float>> entries(ArpaModel model) {
    Map<String, List<Float>> entries = new HashMap<>();
    for (int node = 0; node < model.trie().level(1).size(); node++) {
      collect(model, 1, node, "", entries);
    }
    return entries;
  }

  private static void collect(
      ArpaModel model, int k, int node, String context, Map<String, List<Float>> entries) {
    TrieLevel level = model.trie().level(k);
    String ngram = (context + " " + model.lexicon().word(level.words()[node])).strip();
    boolean highest = k == model.trie().order();
    entries.put(
        ngram, List.of(level.log10Probs()[node], highest ? 0 : level.log10Backoffs()[node]));
    for (int i = highest ? 0 : level.children()[node];
        i < (highest ? 0 : level.children()[node + 1]);
        i++) {
      collect(model, k + 1, i, ngram, entries);
    }
  }

  /** Scores of sentences one by one. */
  static List<CorpusScore> scores(BackoffModel model, List<String> sentences) {
    SentenceScorer scorer = new SentenceScorer(model);
    List<CorpusScore> scores = new ArrayList<>();
    for (String sentence : sentences) {
      byte[] text = sentence.getBytes(StandardCharsets.UTF_8);
      scores.add(scorer.score(text, 0, text.length));
    }
    return scores;
  }
}

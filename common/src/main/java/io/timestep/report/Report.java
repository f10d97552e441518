package io.timestep.report;

import java.util.List;
import java.util.Optional;

/**
 * What the page shows, read from result folders. Numbers that a result does not have are NaN.
 *
 * @param title of the page
 * @param notShown folders of results that this version has no section for
 */
record Report(
    String title,
    List<Corpus> corpora,
    List<Sequences> sequences,
    List<Model> models,
    List<Evaluation> evaluations,
    List<Text> texts,
    List<String> notShown) {

  /**
   * N-gram statistics of a corpus.
   *
   * @param name the folder, as short as tells it from the others
   * @param text what was odd about the text, by field, in lines or bytes
   * @param ranks the rank-frequency curve of words: x is the rank from 1, y the count
   * @param growth of the vocabulary: x words have y different ones among them
   * @param collocations of two words, then of three, the closest first
   * @param skipGrams words with others left out between them
   */
  record Corpus(
      String name,
      double sentences,
      double tokens,
      double seconds,
      double tokensPerSecond,
      List<Fields.Field> text,
      List<NgramOrder> orders,
      List<Point> ranks,
      List<Point> growth,
      List<List<Collocation>> collocations,
      SkipGrams skipGrams) {}

  /**
   * N-grams of one length.
   *
   * @param types different N-grams
   * @param hapaxes those that occur once
   * @param countOfCounts how many occur once, twice, three times, ...
   * @param top the most frequent
   */
  record NgramOrder(
      int order, double types, double hapaxes, List<Double> countOfCounts, List<NgramCount> top) {}

  /**
   * @param documents that have it
   */
  record NgramCount(String ngram, double count, double documents) {}

  /**
   * Words in their order with others left out between them.
   *
   * @param words of each
   * @param skip words left out, at most
   * @param ngrams occurrences of all
   * @param top the most frequent; none if none were counted
   */
  record SkipGrams(
      double words,
      double skip,
      double ngrams,
      double types,
      double hapaxes,
      List<NgramCount> top) {}

  /** Words that stand together, and the measures of how closely. */
  record Collocation(
      String ngram,
      double count,
      double pmi,
      double normalizedPmi,
      double logLikelihoodRatio,
      double chiSquared,
      double tScore) {}

  /** A vocabulary and encoded text. */
  record Sequences(
      String name,
      double sentences,
      double tokens,
      double vocabularySize,
      double oovRate,
      List<Split> splits) {}

  record Split(String name, double sentences, double tokens) {}

  /**
   * A trained model.
   *
   * @param folder where it is, to find its evaluation
   * @param recipe what the page tells of the configuration
   * @param configuration the full configuration in HOCON, or empty
   */
  record Model(
      String name,
      String folder,
      Recipe recipe,
      double parameters,
      double vocabularySize,
      double replicas,
      double rounds,
      double epochs,
      double tokens,
      double tokensPerSecond,
      double seconds,
      double validationPerplexity,
      History history,
      String configuration) {}

  /**
   * A model's score on a text.
   *
   * @param model the folder of the model, or empty if the result does not say
   */
  record Evaluation(
      String name,
      String folder,
      String model,
      double tokens,
      double perplexity,
      double bitsPerCharacter,
      double accuracy,
      double accuracyAt5,
      double unknownRate,
      List<Fields.Field> baselines) {}

  /** Generated text. */
  record Text(String name, List<Sample> samples) {}

  /**
   * @param text begins with the prompt as the model read it
   * @param settings of the generator and scores, by field
   */
  record Sample(String prompt, String text, List<Fields.Field> settings) {}

  /**
   * The evaluation of a model: the one that names its folder, else the only one beside it.
   *
   * @param model one of {@link #models}
   */
  Optional<Evaluation> evaluationOf(Model model) {
    Optional<Evaluation> named =
        evaluations.stream().filter(e -> Folders.same(e.model(), model.folder())).findFirst();
    if (named.isPresent()) {
      return named;
    }
    String parent = Folders.parent(model.folder());
    boolean alone =
        models.stream().filter(m -> Folders.parent(m.folder()).equals(parent)).count() == 1;
    return evaluations.stream()
        .filter(e -> alone && e.model().isEmpty() && Folders.parent(e.folder()).equals(parent))
        .findFirst();
  }

  /** What was evaluated: the model, if it is known, and where the score is. */
  String nameOf(Evaluation evaluation) {
    return models.stream()
        .filter(m -> evaluationOf(m).filter(evaluation::equals).isPresent())
        .map(m -> "%s (%s)".formatted(m.name(), evaluation.name()))
        .findFirst()
        .orElse(evaluation.name());
  }
}

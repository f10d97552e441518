package io.timestep.ngram.settings;

import io.timestep.config.Checks;
import io.timestep.ngram.Discounts;
import io.timestep.ngram.estimate.SmoothingMethod;
import io.timestep.ngram.estimate.SmoothingSettings;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * N-gram statistics and models ({@code ngram.*}).
 *
 * @param order longest N-gram, in words
 * @param boundaries whether {@code <s>} and {@code </s>} around each sentence take part in the
 *     N-grams of {@code stats}; those of a model always have them
 * @param top how many of the most frequent N-grams of each order are listed
 * @param smoothing how a model's counts become probabilities
 * @param addK what {@code add-k} adds to each count
 * @param prune N-grams of order 1, 2 and so on that occur at most so often are left out of a model;
 *     rising, the last holds for all orders that follow; none: nothing is left out
 * @param discountFallback D1, D2 and D3+ where counts of counts give no discounts; none: an error
 * @param kenlmCompatible whether counts of counts have the quirk of KenLM's {@code lmplz}
 * @param reservedWords what is done with {@code <s>}, {@code </s>} and {@code <unk>} in the text
 * @param vocabularyLimit file of the words a model may have, apart from white space; empty: all
 * @param output which files of a model are written
 * @param quantizeBits bits of a probability or backoff in the binary model; 0: exact
 * @param documentFrequency whether {@code stats} counts the documents that have an N-gram, too
 * @param skip how many words skip-grams leave out at most; 0: none are counted
 * @param skipWords words of a skip-gram
 * @param partitionEvents N-grams, as they occur, that a task sorts in memory
 * @param collocations which N-grams are measured for how closely their words stand together
 */
public record NgramConfig(
    int order,
    boolean boundaries,
    int top,
    SmoothingMethod smoothing,
    double addK,
    List<Long> prune,
    List<Double> discountFallback,
    boolean kenlmCompatible,
    ReservedWords reservedWords,
    String vocabularyLimit,
    Output output,
    int quantizeBits,
    boolean documentFrequency,
    int skip,
    int skipWords,
    int partitionEvents,
    CollocationConfig collocations)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Longest N-gram counted. */
  public static final int MAX_ORDER = 8;

  /** Most words left out of a skip-gram. */
  public static final int MAX_SKIP = 8;

  /** Longest skip-gram, in words. */
  public static final int MAX_SKIP_WORDS = 3;

  private static final int DISCOUNTS = 3;

  /** What is done with words that are spelled as the special ones. */
  public enum ReservedWords {
    /** The text is refused. */
    ERROR,
    /** They are left out of their sentences, as {@code lmplz --skip_symbols} does. */
    SKIP
  }

  /** Files of a model. */
  public enum Output {
    BOTH,
    ARPA,
    /** ARPA, compressed. */
    ARPA_GZ,
    BINARY;

    public boolean hasArpa() {
      return this != BINARY;
    }

    public boolean hasBinary() {
      return this == BOTH || this == BINARY;
    }
  }

  public NgramConfig {
    prune = List.copyOf(prune);
    discountFallback = List.copyOf(discountFallback);
    List<Long> thresholds = prune;
    boolean rises =
        IntStream.range(1, thresholds.size())
            .allMatch(i -> thresholds.get(i - 1) <= thresholds.get(i));
    new Checks("ngram")
        .between("order", order, 1, MAX_ORDER)
        .atLeast("top", top, 1)
        .positive("add-k", addK)
        .that(
            thresholds.isEmpty() || (thresholds.get(0) == 0 && rises),
            "prune",
            "must begin with 0 (words are not pruned: vocabulary-limit does) and rise, got %s",
            thresholds)
        .that(
            thresholds.size() <= order,
            "prune",
            "must have at most as many numbers as ngram.order, %d, got %s",
            order,
            thresholds)
        .that(
            discountFallback.isEmpty() || areDiscounts(discountFallback),
            "discount-fallback",
            "must be three numbers from 0 to 1, 2 and 3, e.g. 0.5,1,1.5, got %s",
            discountFallback)
        .that(
            quantizeBits == 0 || (quantizeBits >= 4 && quantizeBits <= 16),
            "quantize-bits",
            "must be 0 (exact) or from 4 to 16, got %d",
            quantizeBits)
        .between("skip", skip, 0, MAX_SKIP)
        .between("skip-words", skipWords, 2, MAX_SKIP_WORDS)
        .atLeast("partition-events", partitionEvents, 1000)
        .throwIfAny();
  }

  /** The smoothing with what it may be told. */
  public SmoothingSettings smoothingSettings() {
    return new SmoothingSettings(
        smoothing,
        addK,
        discountFallback.isEmpty()
            ? null
            : new Discounts(
                discountFallback.get(0), discountFallback.get(1), discountFallback.get(2)));
  }

  /**
   * Into how many parts N-grams are dealt.
   *
   * @param events N-grams of the highest order as they occur
   */
  public int partitions(long events) {
    return (int) Math.max(1, (events + partitionEvents - 1) / partitionEvents);
  }

  private static boolean areDiscounts(List<Double> values) {
    return values.size() == DISCOUNTS
        && IntStream.range(0, DISCOUNTS)
            .allMatch(i -> values.get(i) >= 0 && values.get(i) <= i + 1);
  }
}

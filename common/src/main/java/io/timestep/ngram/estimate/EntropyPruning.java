package io.timestep.ngram.estimate;

import io.timestep.ngram.model.NgramTrie;
import io.timestep.ngram.model.TrieLevel;

/**
 * Entropy pruning of a finished backoff model (Stolcke 1998): an N-gram (h, w) is removed if the
 * model without it, its backoff of h recomputed, has a relative perplexity higher by less than a
 * threshold:
 *
 * <pre>
 * D = -p(h) { p(w|h) [log p(w|h') + log alpha'(h) - log p(w|h)]
 *             + [log alpha'(h) - log alpha(h)] sum of p(v|h) over v never seen after h }
 * exp(D) - 1 &lt; threshold
 * </pre>
 *
 * <p>with alpha and alpha' the backoff before and after, and h' the shorter context. As {@code
 * ngram -prune} of SRILM does, each N-gram is judged by itself, the highest order first; one that
 * is the context of a kept one stays; unigrams stay. At the end all backoffs are recomputed, so
 * that what summed to 1 still does, to the precision of its 32-bit numbers.
 *
 * <p>p(h) is the product of its words' probabilities, the first one's by the unigrams. The lower
 * orders of a Kneser-Ney model are no estimates of how often a word occurs, and pruned by its own
 * p(h) such a model loses more than it should (Chelba, Brants, Neveitt and Xu 2010): give another
 * model of the same text for the histories, of an order one lower or more, e.g. by {@link
 * SmoothingMethod#WITTEN_BELL}.
 */
public final class EntropyPruning {
  private static final double LN_10 = Math.log(10);

  /** A sum of probabilities below this is rounding: there are no words to back off for. */
  private static final double NO_MASS = 1e-6;

  private final NgramTrie model;
  private final double threshold;
  private final BackoffView before;
  private final BackoffView after;

  private EntropyPruning(NgramTrie model, double threshold) {
    this.model = model;
    this.threshold = threshold;
    this.before = BackoffView.of(model);
    this.after = BackoffView.copyOf(model);
  }

  /**
   * The pruned model, with its own history probabilities.
   *
   * @param model whole, not a shard; sums to 1 after every context, so not one of stupid backoff
   * @param threshold how much the perplexity may rise by an N-gram's loss, relatively, e.g. 1e-8; 0
   *     leaves the model as it is
   */
  public static NgramTrie prune(NgramTrie model, double threshold) {
    return prune(model, threshold, model);
  }

  /**
   * The pruned model.
   *
   * @param histories gives p(h); its words have the same ids
   */
  public static NgramTrie prune(NgramTrie model, double threshold, NgramTrie histories) {
    if (!(threshold >= 0)) {
      throw new IllegalArgumentException("Threshold " + threshold);
    }
    EntropyPruning pruning = new EntropyPruning(model, threshold);
    for (int order = model.order(); order > 1; order--) {
      pruning.mark(order, histories);
    }
    for (int order = 2; order <= model.order(); order++) {
      pruning.recomputeBackoffs(order);
    }
    return TrieCompaction.of(model, pruning.after);
  }

  /** Decides about the N-grams of one order, all longer ones being decided. */
  private void mark(int order, NgramTrie histories) {
    TrieLevel contexts = model.level(order - 1);
    new ContextWalk(model, histories, order - 1)
        .forEach(
            (node, suffixes, log10History) -> {
              double seenAfterShorter = 0;
              for (int i = contexts.children()[node]; i < contexts.children()[node + 1]; i++) {
                seenAfterShorter += shorter(order, i, suffixes, before);
              }
              double unseenAfterShorter = Math.max(0, 1 - seenAfterShorter);
              for (int i = contexts.children()[node]; i < contexts.children()[node + 1]; i++) {
                if (!isNeeded(order, i)) {
                  double nats =
                      divergence(
                          Math.pow(10, log10History),
                          model.level(order).log10Probs()[i],
                          shorter(order, i, suffixes, before),
                          contexts.log10Backoffs()[node],
                          unseenAfterShorter);
                  after.removed()[order - 1][i] = Math.expm1(nats) < threshold;
                }
              }
            });
  }

  /**
   * D(p || p') in nats.
   *
   * @param history p(h)
   * @param log10Prob log10 p(w|h)
   * @param shorter p(w|h')
   * @param log10Backoff log10 alpha(h)
   * @param unseenAfterShorter sum of p(v|h') over all v never seen after h
   */
  private static double divergence(
      double history,
      double log10Prob,
      double shorter,
      double log10Backoff,
      double unseenAfterShorter) {
    double prob = Math.pow(10, log10Prob);
    double unseen = Math.pow(10, log10Backoff) * unseenAfterShorter;
    double newMass = unseenAfterShorter + shorter;
    if (newMass < NO_MASS || shorter == 0) {
      return Double.POSITIVE_INFINITY; // the shorter context cannot give the word
    }
    double newLog10Backoff = Math.log10((unseen + prob) / newMass);
    double change = Math.log10(shorter) + newLog10Backoff - log10Prob;
    return -history * LN_10 * (prob * change + unseen * (newLog10Backoff - log10Backoff));
  }

  /** Whether an N-gram is the context of one that stays. */
  private boolean isNeeded(int order, int node) {
    if (order == model.order()) {
      return false;
    }
    int[] children = model.level(order).children();
    for (int i = children[node]; i < children[node + 1]; i++) {
      if (!after.isRemoved(order + 1, i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Backoffs of the contexts before the N-grams of one order, those of shorter contexts being
   * final: what the words not kept have together, by what the shorter context would give them.
   */
  private void recomputeBackoffs(int order) {
    TrieLevel contexts = model.level(order - 1);
    float[] probs = model.level(order).log10Probs();
    new ContextWalk(model, model, order - 1)
        .forEach(
            (node, suffixes, log10History) -> {
              double shorterBefore = 1;
              double shorterAfter = 1;
              double removed = 0;
              int kept = 0;
              int from = contexts.children()[node];
              int to = contexts.children()[node + 1];
              for (int i = from; i < to; i++) {
                shorterBefore -= shorter(order, i, suffixes, before);
                if (after.isRemoved(order, i)) {
                  removed += Math.pow(10, probs[i]);
                } else {
                  kept++;
                  shorterAfter -= shorter(order, i, suffixes, after);
                }
              }
              boolean same = kept == to - from && shorterAfter == shorterBefore;
              if (!same && shorterAfter >= NO_MASS) {
                double unseen = Math.pow(10, contexts.log10Backoffs()[node]) * shorterBefore;
                after.log10Backoffs()[order - 2][node] =
                    kept == 0 ? 0 : Log10.ofWeight((Math.max(0, unseen) + removed) / shorterAfter);
              }
            });
  }

  /** p(w|h') of the N-gram (h, w) that is node i of its order. */
  private double shorter(int order, int i, SuffixPath suffixes, BackoffView view) {
    int word = model.level(order).words()[i];
    return Math.pow(10, suffixes.log10Prob(order - 1, order - 2, word, view));
  }
}

package io.timestep.ngram.estimate;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * All that an estimate of one partition needs to know of the whole corpus.
 *
 * @param counts what is smoothed below the highest order
 * @param smoothing of order 1, 2 and so on to N
 * @param prune N-grams of order 1, 2 and so on that occur at most so often are left out; rising
 * @param vocabularySize ids in the text are below
 * @param keptWords ids below are in the model; N-grams with another word are left out
 * @param unigrams p of each word in the model, [keptWords]
 * @param shards shard of the model by the id of the first word, [keptWords]
 * @param shardCount how many there are
 * @param splitTotals totals of the context of one word, by its id, where its bigrams lie in several
 *     partitions
 */
public record EstimatePlan(
    LowerOrderCounts counts,
    List<OrderSmoothing> smoothing,
    List<Long> prune,
    int vocabularySize,
    int keptWords,
    double[] unigrams,
    int[] shards,
    int shardCount,
    Map<Integer, ContextTotals> splitTotals)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public EstimatePlan {
    smoothing = List.copyOf(smoothing);
    prune = List.copyOf(prune);
    splitTotals = Map.copyOf(splitTotals);
    if (smoothing.size() != prune.size()
        || unigrams.length != keptWords
        || shards.length != keptWords) {
      throw new IllegalArgumentException("Parts of the plan do not fit each other");
    }
  }

  /** Whether there are words in the text that are not in the model. */
  boolean isLimited() {
    return keptWords < vocabularySize;
  }
}

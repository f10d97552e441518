package io.timestep.ngram.query;

import io.timestep.ngram.model.Lexicon;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words of several models together, matched by their bytes: those of the first model in its
 * order, then what each further one has beside them.
 *
 * <p>A word that a model lacks is among those its {@code <unk>} stands for. The probability of
 * {@code <unk>} is shared evenly by the words it lacks and the one unknown to all models, so that
 * each model sums to 1 over the common words.
 */
final class MixtureWords {
  private final Lexicon lexicon;
  private final int[][] ids;
  private final double[] log10Shares;

  private MixtureWords(Lexicon lexicon, int[][] ids, double[] log10Shares) {
    this.lexicon = lexicon;
    this.ids = ids;
    this.log10Shares = log10Shares;
  }

  static MixtureWords of(List<Lexicon> lexicons) {
    Lexicon union = lexicons.get(0);
    for (Lexicon lexicon : lexicons) {
      union = union(union, lexicon);
    }
    int[][] ids = new int[lexicons.size()][];
    double[] log10Shares = new double[ids.length];
    for (int m = 0; m < ids.length; m++) {
      Lexicon lexicon = lexicons.get(m);
      ids[m] = ids(union, lexicon);
      log10Shares[m] = -Math.log10(union.size() - lexicon.size() + 1.0);
    }
    return new MixtureWords(union, ids, log10Shares);
  }

  private static Lexicon union(Lexicon first, Lexicon second) {
    if (first == second) {
      return first;
    }
    List<Integer> added = new ArrayList<>();
    long bytes = first.blob().length;
    for (int id = 1; id < second.size(); id++) {
      if (idIn(first, second, id) == 0) {
        added.add(id);
        bytes += second.length(id);
      }
    }
    byte[] blob = Arrays.copyOf(first.blob(), Math.toIntExact(bytes));
    int[] ends = Arrays.copyOf(first.ends(), first.size() + added.size());
    int size = first.size();
    int at = first.blob().length;
    for (int id : added) {
      at = second.copy(id, blob, at);
      ends[size++] = at;
    }
    return new Lexicon(blob, ends);
  }

  private static int[] ids(Lexicon union, Lexicon lexicon) {
    int[] ids = new int[union.size()];
    for (int id = 1; id < ids.length; id++) {
      ids[id] = idIn(lexicon, union, id);
    }
    return ids;
  }

  /** The id that a lexicon has for a word of another. */
  private static int idIn(Lexicon lexicon, Lexicon other, int id) {
    int end = other.ends()[id];
    return lexicon.id(other.blob(), end - other.length(id), end);
  }

  Lexicon lexicon() {
    return lexicon;
  }

  /** The id that a model has for a common word; 0: it lacks it. */
  int id(int model, int word) {
    return ids[model][word];
  }

  /** log10 of what a word the model lacks gets of its {@code <unk>}'s probability. */
  double log10Share(int model) {
    return log10Shares[model];
  }
}

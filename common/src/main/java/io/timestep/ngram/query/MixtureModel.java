package io.timestep.ngram.query;

import io.timestep.lm.LanguageModel;
import io.timestep.ngram.model.Lexicon;
import io.timestep.vocab.Vocabulary;
import java.util.Arrays;
import java.util.List;

/**
 * A linear mixture: p(w | h) = sum over models of weight times p_m(w | h). The models may have
 * different lexicons; what one gives to {@code <unk>} is shared evenly by the words that it lacks
 * and others have, and by the words that all lack, so that the mixture sums to 1. It never changes
 * and serves any number of threads.
 */
public final class MixtureModel implements LanguageModel {
  private static final double TOLERANCE = 1e-6;

  private final List<BackoffModel> models;
  private final List<Double> weights;
  private final MixtureWords words;
  private final List<NextWords> nextWords;

  /**
   * @param weights of the models, from 0 to 1, together 1
   */
  public MixtureModel(List<? extends BackoffModel> models, List<Double> weights) {
    this(List.copyOf(models), weights, words(models));
  }

  private MixtureModel(List<BackoffModel> models, List<Double> weights, MixtureWords words) {
    this.models = models;
    this.weights = List.copyOf(weights);
    this.words = words;
    this.nextWords = models.stream().map(NextWords::new).toList();
    double sum = weights.stream().mapToDouble(w -> w).sum();
    if (weights.size() != models.size()
        || weights.stream().anyMatch(w -> !(w >= 0))
        || Math.abs(sum - 1) > TOLERANCE) {
      throw new IllegalArgumentException(
          "%d models with weights %s: expected one each, together 1"
              .formatted(models.size(), weights));
    }
  }

  /** A mixture of equal weights. */
  public static MixtureModel uniform(List<? extends BackoffModel> models) {
    Double[] weights = new Double[models.size()];
    Arrays.fill(weights, 1.0 / models.size());
    return new MixtureModel(models, List.of(weights));
  }

  /** The same models with other weights. */
  public MixtureModel withWeights(List<Double> others) {
    return new MixtureModel(models, others, words);
  }

  private static MixtureWords words(List<? extends BackoffModel> models) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("A mixture has a model at least");
    }
    return MixtureWords.of(models.stream().map(BackoffModel::lexicon).toList());
  }

  public List<Double> weights() {
    return weights;
  }

  /** The words of all models: those of the first in its order, then what the others add. */
  public Lexicon lexicon() {
    return words.lexicon();
  }

  @Override
  public int vocabularySize() {
    return words.lexicon().size();
  }

  /** A new reader of sentences. */
  public Reader reader() {
    return new Reader();
  }

  @Override
  public LanguageModel.Session start() {
    return new Session();
  }

  /** One text being read by all models. Not for several threads. */
  public final class Reader implements SentenceReader {
    private final NgramContext[] contexts =
        models.stream().map(BackoffModel::context).toArray(NgramContext[]::new);
    private final double[] probs = new double[contexts.length];
    private int matched;

    @Override
    public void startSentence() {
      for (NgramContext context : contexts) {
        context.startSentence();
      }
    }

    @Override
    public double read(int word) {
      read(word, probs);
      double sum = 0;
      for (int m = 0; m < probs.length; m++) {
        sum += weights.get(m) * probs[m];
      }
      return StrictMath.log10(sum);
    }

    /** The longest N-gram of all models that gave the last word its probability. */
    @Override
    public int matched() {
      return matched;
    }

    /**
     * Reads a word.
     *
     * @param target set to each model's probability of the word, [models]
     */
    void read(int word, double[] target) {
      matched = 0;
      for (int m = 0; m < contexts.length; m++) {
        int id = words.id(m, word);
        double log10Prob = contexts[m].read(id);
        log10Prob += id == Vocabulary.UNKNOWN ? words.log10Share(m) : 0;
        target[m] = StrictMath.pow(10, log10Prob);
        matched = Math.max(matched, contexts[m].matched());
      }
    }
  }

  private final class Session implements LanguageModel.Session {
    private final Reader reader = reader();
    private boolean hasRead;

    @Override
    public void read(int token) {
      hasRead = true;
      if (token == Vocabulary.END || token == Vocabulary.START) {
        reader.startSentence();
      } else {
        reader.read(token, reader.probs);
      }
    }

    @Override
    public float[] log10Probabilities() {
      if (!hasRead) {
        throw new IllegalStateException("Nothing has been read");
      }
      double[] sums = new double[vocabularySize()];
      for (int m = 0; m < models.size(); m++) {
        double[] scores = new double[models.get(m).lexicon().size()];
        nextWords.get(m).fill(reader.contexts[m], scores);
        scores[Vocabulary.UNKNOWN] += words.log10Share(m);
        for (int word = 0; word < sums.length; word++) {
          sums[word] += weights.get(m) * StrictMath.pow(10, scores[words.id(m, word)]);
        }
      }
      float[] next = new float[sums.length];
      for (int word = 0; word < next.length; word++) {
        next[word] = (float) StrictMath.log10(sums[word]);
      }
      return next;
    }
  }
}

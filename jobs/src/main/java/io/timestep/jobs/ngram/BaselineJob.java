package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.BigramBaseline;
import io.timestep.ngram.UnigramBaseline;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/** Estimates the baselines from encoded text, and scores text with them. */
public final class BaselineJob {
  private static final double NATS_PER_LOG10 = Math.log(10);

  private BaselineJob() {}

  /** Bigrams of a partition and their counts, rising. */
  private record Counts(long[] keys, long[] counts) implements Serializable {}

  /**
   * Estimates both baselines.
   *
   * @param train column {@code tokens}: ids of a sentence's words, then that of {@code </s>}
   * @param vocabularySize number of ids
   * @throws UserException if the bigrams are too many for the driver's heap
   */
  public static Baselines run(JobContext context, Dataset<Row> train, int vocabularySize) {
    long heap = ExecutorMemory.ofDriver(context.sparkContext()).share(0);
    return run(context, train, vocabularySize, heap);
  }

  /**
   * The same in so much memory.
   *
   * @param heapBytes that the driver can count on
   */
  static Baselines run(JobContext context, Dataset<Row> train, int vocabularySize, long heapBytes) {
    return Stage.run(
        context,
        "evaluate: count bigrams",
        0, // Spark decides on the parts as it goes
        progress -> {
          JavaRDD<Counts> parts = sorted(context, train).persist(StorageLevel.DISK_ONLY());
          try {
            Counts all = gather(parts, heapBytes);
            return new Baselines(
                UnigramBaseline.of(unigrams(all, vocabularySize)),
                BigramBaseline.of(vocabularySize, all.keys(), all.counts()));
          } finally {
            parts.unpersist();
          }
        });
  }

  /** The bigrams in parts that follow each other. */
  private static JavaRDD<Counts> sorted(JobContext context, Dataset<Row> train) {
    return context
        .spark()
        .createDataset(sentences(train).flatMap(BaselineJob::bigrams).rdd(), Encoders.LONG())
        .toDF("key")
        .groupBy("key")
        .count()
        .sort("key")
        .javaRDD()
        .mapPartitions(BaselineJob::pack);
  }

  /** All parts as one, brought to the driver one by one: Spark limits what comes at once. */
  private static Counts gather(JavaRDD<Counts> parts, long heapBytes) {
    long size = parts.map(part -> (long) part.keys().length).fold(0L, Long::sum);
    BaselineMemory.require(size, heapBytes);
    Counts all = new Counts(new long[(int) size], new long[(int) size]);
    int end = 0;
    for (Iterator<Counts> it = parts.toLocalIterator(); it.hasNext(); ) {
      Counts part = it.next();
      int length = part.keys().length;
      System.arraycopy(part.keys(), 0, all.keys(), end, length);
      System.arraycopy(part.counts(), 0, all.counts(), end, length);
      end += length;
    }
    return all;
  }

  /** Occurrences of each word, which are those of the bigrams it ends, [vocabulary]. */
  private static long[] unigrams(Counts bigrams, int vocabularySize) {
    long[] unigrams = new long[vocabularySize];
    for (int i = 0; i < bigrams.keys().length; i++) {
      unigrams[(int) bigrams.keys()[i]] += bigrams.counts()[i];
    }
    return unigrams;
  }

  /**
   * Scores a text.
   *
   * @param sequences as for {@link #run}
   */
  public static BaselineScores score(
      JobContext context, Dataset<Row> sequences, Baselines baselines) {
    Broadcast<Baselines> models = context.sparkContext().broadcast(baselines);
    try {
      return Stage.run(
              context,
              "evaluate: baselines",
              0,
              progress ->
                  sentences(sequences)
                      .mapPartitions(it -> List.of(score(it, models.value())).iterator())
                      .collect())
          .stream()
          .reduce(BaselineScores.EMPTY, BaselineScores::merge);
    } finally {
      models.destroy();
    }
  }

  /** Tokens of each sentence, without boxing them. */
  private static JavaRDD<int[]> sentences(Dataset<Row> sequences) {
    Function<InternalRow, int[]> tokens = row -> row.getArray(0).toIntArray();
    return sequences.select("tokens").queryExecution().toRdd().toJavaRDD().map(tokens);
  }

  private static Iterator<Long> bigrams(int[] sentence) {
    return IntStream.range(0, sentence.length)
        .mapToLong(
            i -> BigramBaseline.key(i == 0 ? Vocabulary.START : sentence[i - 1], sentence[i]))
        .iterator();
  }

  private static Iterator<Counts> pack(Iterator<Row> rows) {
    LongStream.Builder keys = LongStream.builder();
    LongStream.Builder counts = LongStream.builder();
    while (rows.hasNext()) {
      Row row = rows.next();
      keys.add(row.getLong(0));
      counts.add(row.getLong(1));
    }
    return List.of(new Counts(keys.build().toArray(), counts.build().toArray())).iterator();
  }

  private static BaselineScores score(Iterator<int[]> sentences, Baselines baselines) {
    long tokens = 0;
    double unigram = 0;
    double bigram = 0;
    while (sentences.hasNext()) {
      int[] sentence = sentences.next();
      tokens += sentence.length;
      unigram -= baselines.unigram().log10Prob(sentence);
      bigram -= baselines.bigram().log10Prob(sentence);
    }
    return new BaselineScores(tokens, unigram * NATS_PER_LOG10, bigram * NATS_PER_LOG10);
  }
}

package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.PartitionResults;
import io.timestep.jobs.corpus.RawLine;
import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.NgramCount;
import io.timestep.ngram.NgramExtractor;
import io.timestep.ngram.NgramSummary;
import io.timestep.ngram.TopNgrams;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.LineTokenizer;
import io.timestep.text.TextConfig;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Counts the N-grams of one order after another. The text is encoded once and kept as ids; an
 * N-gram is a few bytes that Spark SQL groups and counts, within tasks first, spilling to disk when
 * memory is short. Words are put back at the end, once for each distinct N-gram.
 */
final class NgramCounter implements AutoCloseable {
  private static final StructType SCHEMA =
      new StructType().add("ngram", DataTypes.StringType).add("count", DataTypes.LongType);

  private final JobContext context;
  private final Broadcast<Dictionary> dictionary;
  private final NgramConfig config;
  private final JavaRDD<int[]> sentences;

  NgramCounter(
      JobContext context,
      JavaRDD<RawLine> lines,
      TextConfig text,
      Broadcast<Dictionary> dictionary,
      NgramConfig config) {
    this.context = context;
    this.dictionary = dictionary;
    this.config = config;
    boolean boundaries = config.boundaries();
    this.sentences =
        lines
            .mapPartitions(it -> encode(it, text, dictionary.value(), boundaries))
            .setName("sentences")
            .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Counts the N-grams of one order and writes them as Parquet. */
  OrderStats count(int order, String folder) {
    return Stage.run(
        context,
        "stats: count %d-grams".formatted(order),
        0, // Spark decides on the parts as it goes
        progress -> {
          int limit = config.top();
          PartitionResults<OrderStats> results =
              PartitionResults.register(context.sparkContext(), "order " + order, progress);
          Dataset<Row> counts =
              context
                  .spark()
                  .createDataset(keys(order).rdd(), Encoders.BINARY())
                  .toDF("key")
                  .groupBy("key")
                  .count();
          Broadcast<Dictionary> words = dictionary;
          MapPartitionsFunction<Row, Row> decode =
              rows -> new Decoder(rows, words.value(), limit, results);
          counts.mapPartitions(decode, Encoders.row(SCHEMA)).write().parquet(folder);
          return results.fold(OrderStats.EMPTY, (a, b) -> a.merge(b, limit));
        });
  }

  @Override
  public void close() {
    sentences.unpersist();
  }

  private JavaRDD<byte[]> keys(int order) {
    return sentences.flatMap(sentence -> NgramExtractor.keys(sentence, order));
  }

  private static Iterator<int[]> encode(
      Iterator<RawLine> lines, TextConfig text, Dictionary dictionary, boolean boundaries) {
    LineTokenizer tokenizer = new LineTokenizer(text);
    List<int[]> sentences = new ArrayList<>();
    while (lines.hasNext()) {
      RawLine raw = lines.next();
      IdBuffer ids = new IdBuffer();
      tokenizer.tokenize(
          tokenizer.read(raw.bytes(), raw.length()), word -> ids.add(dictionary.id(word)));
      if (ids.length() > 0) {
        int[] words = ids.toArray();
        sentences.add(
            boundaries
                ? NgramExtractor.withBoundaries(words, Dictionary.START, Dictionary.END)
                : words);
      }
    }
    return sentences.iterator();
  }

  /** Counted keys to words, with the partition's figures at its end. */
  private static final class Decoder implements Iterator<Row> {
    private final Iterator<Row> counts;
    private final Dictionary dictionary;
    private final PartitionResults<OrderStats> results;
    private final NgramSummary.Builder summary = new NgramSummary.Builder();
    private final TopNgrams top;
    private boolean finished;

    Decoder(
        Iterator<Row> counts,
        Dictionary dictionary,
        int limit,
        PartitionResults<OrderStats> results) {
      this.counts = counts;
      this.dictionary = dictionary;
      this.results = results;
      this.top = new TopNgrams(limit);
    }

    @Override
    public boolean hasNext() {
      if (!counts.hasNext() && !finished) {
        finished = true;
        results.add(new OrderStats(summary.build(), top.list()));
      }
      return counts.hasNext();
    }

    @Override
    public Row next() {
      Row row = counts.next();
      String ngram = dictionary.text(NgramExtractor.unpack((byte[]) row.get(0)));
      long count = row.getLong(1);
      summary.add(count);
      top.offer(new NgramCount(ngram, count));
      return RowFactory.create(ngram, count);
    }
  }
}

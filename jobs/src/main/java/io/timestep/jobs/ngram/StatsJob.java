package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.CorpusReader;
import io.timestep.jobs.corpus.CountedText;
import io.timestep.jobs.corpus.EncodeJob;
import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.NgramCount;
import io.timestep.ngram.NgramSummary;
import io.timestep.ngram.count.WordCounter;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Counts all N-grams up to an order, exactly. N-grams do not cross lines. The text is read once;
 * one shuffle of its N-grams of the highest order gives those of all orders.
 *
 * <p>Writes {@code ngrams/order=K/*.parquet} (columns {@code ngram}, its words separated by spaces,
 * and {@code count}), {@code top-K.tsv} (count, tab, N-gram; the most frequent first, ties by
 * bytes) and {@code rank-frequency.tsv} (rank, tab, count of words at about 200 ranks).
 */
public final class StatsJob {
  private static final int HIGHLIGHTS = 10;

  private final JobContext context;
  private final NgramConfig config;
  private final String folder;

  private StatsJob(JobContext context, NgramConfig config, String folder) {
    this.context = context;
    this.config = config;
    this.folder = folder;
  }

  /**
   * Counts an input into a folder.
   *
   * @throws io.timestep.util.UserException if the input does not exist, cannot be read or has no
   *     token
   */
  public static StatsResult run(
      JobContext context, CorpusInput input, TextConfig text, NgramConfig config, String folder) {
    long start = System.nanoTime();
    JavaRDD<TextSlice> slices =
        CorpusReader.read(context, input)
            .mapPartitions(lines -> List.of(TextSlice.read(lines, text)).iterator())
            .setName("words")
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new StatsJob(context, config, folder).run(slices, input, start);
    } finally {
      slices.unpersist();
    }
  }

  private StatsResult run(JavaRDD<TextSlice> slices, CorpusInput input, long start) {
    CountedText counted =
        Stage.run(context, "stats: read", 0, progress -> slices.map(TextSlice::counted).collect())
            .stream()
            .reduce(CountedText.EMPTY, CountedText::merge);
    EncodeJob.requireTokens(input, counted.text().lines(), counted.sentences());
    TextWords words = TextWords.of(words(slices), counted.sentences());
    context.store().writeString(folder + "/rank-frequency.tsv", RankFrequency.tsv(words));
    StatsFiles files =
        new StatsFiles(
            folder,
            new SerializableConfiguration(context.spark().sparkContext().hadoopConfiguration()));
    try (StatsCounter counter = new StatsCounter(context, config, words, files)) {
      List<OrderStats> orders = counter.count(slices, counted);
      for (int i = 0; i < orders.size(); i++) {
        writeTop("%s/top-%d.tsv".formatted(folder, i + 1), orders.get(i).top());
      }
      return result(counted, orders, (System.nanoTime() - start) / 1e9);
    }
  }

  private WordCounter words(JavaRDD<TextSlice> slices) {
    return Stage.run(
        context,
        "stats: count words",
        0,
        progress ->
            slices
                .map(slice -> slice.words().trimmed())
                .treeReduce((a, b) -> a.size() >= b.size() ? a.addAll(b) : b.addAll(a)));
  }

  private void writeTop(String file, List<NgramCount> top) {
    StringBuilder lines = new StringBuilder();
    for (NgramCount ngram : top) {
      lines.append(ngram.count()).append('\t').append(ngram.ngram()).append('\n');
    }
    context.store().writeString(file, lines.toString());
  }

  private static StatsResult result(CountedText counted, List<OrderStats> orders, double seconds) {
    List<NgramSummary> summaries = orders.stream().map(OrderStats::summary).toList();
    return new StatsResult(
        counted.sentences(),
        counted.words(),
        summaries.stream().map(NgramSummary::tokens).toList(),
        summaries.stream().map(NgramSummary::types).toList(),
        summaries.stream().map(NgramSummary::hapaxes).toList(),
        summaries.stream().map(NgramSummary::countsOfCounts).toList(),
        orders.stream().map(o -> o.top().stream().limit(HIGHLIGHTS).toList()).toList(),
        counted.text(),
        seconds,
        counted.words() / seconds);
  }
}

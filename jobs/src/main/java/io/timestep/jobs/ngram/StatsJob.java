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
import io.timestep.ngram.law.VocabularyGrowth;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Counts all N-grams up to an order, exactly. N-grams do not cross lines. The text is read once;
 * one shuffle of its N-grams of the highest order gives those of all orders.
 *
 * <p>Writes {@code ngrams/order=K/*.parquet} (columns {@code ngram}, its words separated by spaces,
 * {@code count}, and if asked for {@code documents}: how many lines have it), {@code top-K.tsv}
 * (count, tab, N-gram, and a tab and the documents; the most frequent first, ties by bytes), if
 * asked for {@code skipgrams/*.parquet} and {@code skipgrams.tsv} likewise, {@code
 * rank-frequency.tsv} (rank, tab, count of words at about 200 ranks), and for bigrams and trigrams
 * {@code collocations/order=K/*.parquet} and {@code collocations-K.tsv} ({@link CollocationTable}).
 * {@code stats.conf} says how it was counted ({@link StatsSettings}).
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
      StatsSettings.of(text, config).write(context.store(), folder);
      return new StatsJob(context, config, folder).run(slices, input, start);
    } finally {
      slices.unpersist();
    }
  }

  private StatsResult run(JavaRDD<TextSlice> slices, CorpusInput input, long start) {
    List<CountedText> read =
        Stage.run(context, "stats: read", 0, progress -> slices.map(TextSlice::counted).collect());
    CountedText counted = read.stream().reduce(CountedText.EMPTY, CountedText::merge);
    EncodeJob.requireTokens(input, counted.text().lines(), counted.sentences());
    WordCounter counter = words(slices);
    VocabularyGrowth growth =
        VocabularyGrowth.of(TextSlice.firstPlaces(counter, read), counted.words());
    TextWords words = TextWords.of(counter, counted.sentences());
    RankFrequency ranks = RankFrequency.of(words);
    context.store().writeString(folder + "/rank-frequency.tsv", ranks.tsv());
    StatsFiles files =
        StatsFiles.of(folder, context.spark().sparkContext().hadoopConfiguration(), config);
    List<OrderStats> orders;
    StatsResult.SkipGrams skipGrams;
    try (StatsCounter ngrams = new StatsCounter(context, config, words, files)) {
      orders = count(ngrams, slices, counted);
      skipGrams = config.skip() > 0 ? skipGrams(ngrams.countSkipGrams(slices, counted)) : null;
    }
    files.deleteLost();
    List<NgramSummary> summaries = orders.stream().map(OrderStats::summary).toList();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new StatsResult(
        counted.sentences(),
        counted.words(),
        summaries.stream().map(NgramSummary::tokens).toList(),
        summaries.stream().map(NgramSummary::types).toList(),
        summaries.stream().map(NgramSummary::hapaxes).toList(),
        summaries.stream().map(NgramSummary::countsOfCounts).toList(),
        orders.stream().map(StatsJob::highlights).toList(),
        skipGrams,
        counted.text(),
        growth.points(),
        growth.heapsLaw(),
        ranks.zipf(),
        ranks.zipfMandelbrot(),
        seconds,
        counted.words() / seconds);
  }

  /** Figures of all orders; writes their tables. */
  private List<OrderStats> count(
      StatsCounter counter, JavaRDD<TextSlice> slices, CountedText counted) {
    List<OrderStats> orders = new ArrayList<>();
    orders.add(counter.countWords(slices));
    if (config.order() > 1) {
      PartitionStats stats = counter.countNgrams(slices, counted);
      orders.addAll(stats.orders());
      for (int i = 0; i < stats.collocations().size(); i++) {
        String file = "%s/collocations-%d.tsv".formatted(folder, i + 2);
        context.store().writeString(file, CollocationTable.tsv(stats.collocations().get(i)));
      }
    }
    for (int i = 0; i < orders.size(); i++) {
      writeTop("top-%d.tsv".formatted(i + 1), orders.get(i).top());
    }
    return orders;
  }

  /** Figures of the skip-grams; writes the most frequent. */
  private StatsResult.SkipGrams skipGrams(OrderStats stats) {
    writeTop("skipgrams.tsv", stats.top());
    NgramSummary summary = stats.summary();
    return new StatsResult.SkipGrams(
        config.skipWords(),
        config.skip(),
        summary.tokens(),
        summary.types(),
        summary.hapaxes(),
        highlights(stats));
  }

  private static List<NgramCount> highlights(OrderStats stats) {
    return stats.top().stream().limit(HIGHLIGHTS).toList();
  }

  private WordCounter words(JavaRDD<TextSlice> slices) {
    return Stage.run(
        context,
        "stats: count words",
        0,
        progress -> WordMerge.merge(slices.map(slice -> slice.text().words())));
  }

  private void writeTop(String file, List<NgramCount> top) {
    StringBuilder lines = new StringBuilder();
    for (NgramCount ngram : top) {
      lines.append(ngram.count()).append('\t').append(ngram.ngram());
      if (ngram.documents() > 0) {
        lines.append('\t').append(ngram.documents());
      }
      lines.append('\n');
    }
    context.store().writeString(folder + "/" + file, lines.toString());
  }
}

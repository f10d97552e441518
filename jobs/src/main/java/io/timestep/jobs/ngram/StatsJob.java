package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.CorpusReader;
import io.timestep.jobs.corpus.CountedText;
import io.timestep.jobs.corpus.EncodeJob;
import io.timestep.jobs.corpus.PartitionResults;
import io.timestep.jobs.corpus.RawLine;
import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.corpus.WordCounts;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.NgramCount;
import io.timestep.ngram.NgramSummary;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import io.timestep.vocab.WordCount;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * Counts all N-grams up to an order, exactly. N-grams do not cross lines.
 *
 * <p>Writes {@code ngrams/order=K/*.parquet} (columns {@code ngram}, its words separated by spaces,
 * and {@code count}), {@code top-K.tsv} (count, tab, N-gram; the most frequent first, ties by
 * bytes) and {@code rank-frequency.tsv} (rank, tab, count of words at about 200 ranks).
 */
public final class StatsJob {
  private static final int HIGHLIGHTS = 10;

  private StatsJob() {}

  /** Words of the text and what counting them told. */
  private record Words(List<WordCount> ranked, CountedText counted) {}

  /**
   * Counts an input into a folder.
   *
   * @throws io.timestep.util.UserException if the input does not exist, cannot be read or has no
   *     token
   */
  public static StatsResult run(
      JobContext context, CorpusInput input, TextConfig text, NgramConfig config, String folder) {
    long start = System.nanoTime();
    JavaRDD<RawLine> lines = CorpusReader.read(context, input);
    Words words = countWords(context, lines, text);
    EncodeJob.requireTokens(input, words.counted().text().lines(), words.counted().sentences());
    context.store().writeString(folder + "/rank-frequency.tsv", RankFrequency.tsv(words.ranked()));
    Broadcast<Dictionary> dictionary =
        context.sparkContext().broadcast(new Dictionary(words.ranked()));
    List<OrderStats> orders = new ArrayList<>();
    try (NgramCounter counter = new NgramCounter(context, lines, text, dictionary, config)) {
      for (int order = 1; order <= config.order(); order++) {
        OrderStats stats = counter.count(order, "%s/ngrams/order=%d".formatted(folder, order));
        writeTop(context, "%s/top-%d.tsv".formatted(folder, order), stats.top());
        orders.add(stats);
      }
    } finally {
      dictionary.destroy();
    }
    return result(words.counted(), orders, (System.nanoTime() - start) / 1e9);
  }

  private static Words countWords(JobContext context, JavaRDD<RawLine> lines, TextConfig text) {
    return Stage.run(
        context,
        "stats: count words",
        lines.getNumPartitions(),
        progress -> {
          PartitionResults<CountedText> results =
              PartitionResults.register(context.sparkContext(), "counted", progress);
          List<WordCount> words =
              new ArrayList<>(WordCounts.count(lines, text, line -> true, results).collect());
          words.sort(WordCount.BY_RANK);
          return new Words(words, results.fold(CountedText.EMPTY, CountedText::merge));
        });
  }

  private static void writeTop(JobContext context, String file, List<NgramCount> top) {
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

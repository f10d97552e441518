package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.count.CountedEvents;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SuffixPartitions;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Texts that {@code stats} counted, apart, with sentence boundaries. A model of their counts is
 * that of all the texts together.
 *
 * <p>It needs the words, the N-grams of the model's order, and of the shorter ones those that begin
 * with {@code <s>}: they are what a sentence's start cuts off. Lines without a word are sentences
 * of a model and are not in the tables; how many there are is known.
 */
final class CountsSource implements NgramSource {
  private static final byte[] FIRST =
      (Vocabulary.SENTENCE_START + " ").getBytes(StandardCharsets.UTF_8);

  private final JobContext context;
  private final List<CountsFolder> folders;
  private final List<CountsFile> files;
  private final SerializableConfiguration hadoop;

  private CountsSource(JobContext context, List<CountsFolder> folders, List<CountsFile> files) {
    this.context = context;
    this.folders = folders;
    this.files = files;
    this.hadoop =
        new SerializableConfiguration(context.spark().sparkContext().hadoopConfiguration());
  }

  /**
   * Opens folders; no table is read.
   *
   * @throws UserException if one is no folder of {@code stats}, its counts do not give such a
   *     model, or the texts were not read alike
   */
  static CountsSource open(JobContext context, List<String> paths, NgramConfig config) {
    if (config.kenlmCompatible()) {
      throw new UserException(
          "ngram.kenlm-compatible: needs to know which word comes first in the text, which counts do not say; train from the text, or leave it out");
    }
    List<CountsFolder> folders = new ArrayList<>();
    List<CountsFile> files = new ArrayList<>();
    for (String path : paths) {
      CountsFolder folder = CountsFolder.open(context.store(), path, config.order());
      requireNew(context.store(), folder, folders);
      for (int order = 1; order <= config.order(); order++) {
        for (String file : folder.files(context.store(), order)) {
          files.add(new CountsFile(folders.size(), order, file));
        }
      }
      folders.add(folder);
    }
    return new CountsSource(context, List.copyOf(folders), List.copyOf(files));
  }

  private static void requireNew(Store store, CountsFolder folder, List<CountsFolder> before) {
    for (CountsFolder other : before) {
      if (store.isSame(folder.path(), other.path())) {
        throw new UserException(
            "--counts %s: is given twice, the first time as %s, and would count twice; leave one out"
                .formatted(folder.path(), other.path()));
      }
      String difference = folder.settings().differenceFrom(other.settings());
      if (!difference.isEmpty()) {
        throw new UserException(
            "%s: its text was read with %s, in parentheses that of %s; count both with the same settings"
                .formatted(folder.path(), difference, other.path()));
      }
    }
  }

  @Override
  public TextConfig text() {
    return folders.get(0).text();
  }

  @Override
  public CountedWords countWords() {
    Stage.run(
        context,
        "ngram train: check counts",
        0,
        progress -> {
          checkRows();
          return null;
        });
    return Stage.run(
        context,
        "ngram train: add up words",
        0,
        progress -> {
          SerializableConfiguration configuration = hadoop;
          int count = folders.size();
          CountedTables tables =
              distributed(files.stream().filter(file -> file.order() == 1).toList())
                  .map(file -> CountedTables.of(count).read(configuration.value(), file))
                  .treeReduce(CountedTables::merge);
          tables.check(folders);
          return new CountedWords(tables.words(), sentences(), tokens());
        });
  }

  /** Each table has as many N-grams as were counted: no part of it is missing. */
  private void checkRows() {
    SerializableConfiguration configuration = hadoop;
    List<Long> rows =
        distributed(files)
            .map(file -> NgramTableReader.rows(configuration.value(), file.path()))
            .collect();
    int orders = files.stream().mapToInt(CountsFile::order).max().orElseThrow();
    long[][] sums = new long[folders.size()][orders];
    for (int i = 0; i < rows.size(); i++) {
      sums[files.get(i).folder()][files.get(i).order() - 1] += rows.get(i);
    }
    for (int i = 0; i < sums.length; i++) {
      CountsFolder folder = folders.get(i);
      for (int order = 1; order <= orders; order++) {
        long expected = folder.totals().types().get(order - 1);
        if (sums[i][order - 1] != expected) {
          throw new UserException(
              "%s: has %d N-grams, metrics.json says %d; copy the whole folder again, or count the text again"
                  .formatted(folder.table(order), sums[i][order - 1], expected));
        }
      }
    }
  }

  @Override
  public JavaRDD<SortedNgrams> sorted(
      KeyLayout layout, Broadcast<Lexicon> lexicon, Broadcast<SuffixPartitions> places) {
    SerializableConfiguration configuration = hadoop;
    int highest = files.stream().mapToInt(CountsFile::order).max().orElseThrow();
    JavaRDD<Tuple2<Integer, byte[]>> counted =
        distributed(files.stream().filter(file -> file.order() > 1).toList())
            .flatMap(
                file -> {
                  CountedEvents events = new CountedEvents(layout, places.value());
                  deal(file, configuration.value(), lexicon.value(), highest, events);
                  return NumberedBlocks.numbered(events.takeBlocks());
                });
    JavaRDD<Tuple2<Integer, byte[]>> empty =
        distributed(List.of(emptySentences()))
            .flatMap(sentences -> empty(sentences, layout, places.value()));
    return NumberedBlocks.gather(counted.union(empty), places.value().count())
        .map(blocks -> SortedNgrams.ofCounted(layout, blocks));
  }

  /** Deals a file's N-grams of the highest order, and the shorter ones that begin a sentence. */
  private static void deal(
      CountsFile file, Configuration hadoop, Lexicon lexicon, int highest, CountedEvents events) {
    NgramIds ids = new NgramIds(lexicon, file.order(), file.path());
    try (NgramTableReader rows = NgramTableReader.open(hadoop, file.path())) {
      while (rows.next()) {
        if (file.order() == highest || begins(rows.ngram())) {
          events.add(ids.read(rows.ngram()), file.order(), rows.count());
        }
      }
    }
  }

  private static boolean begins(byte[] ngram) {
    int length = FIRST.length;
    return ngram.length > length && Arrays.equals(ngram, 0, length, FIRST, 0, length);
  }

  /** The bigram {@code <s> </s>} of all lines without a word. */
  private static Iterator<Tuple2<Integer, byte[]>> empty(
      long sentences, KeyLayout layout, SuffixPartitions places) {
    CountedEvents events = new CountedEvents(layout, places);
    if (sentences > 0) {
      events.add(new int[] {Vocabulary.START, Vocabulary.END}, 2, sentences);
    }
    return NumberedBlocks.numbered(events.takeBlocks());
  }

  private long sentences() {
    return folders.stream().mapToLong(folder -> folder.totals().text().lines()).sum();
  }

  private long tokens() {
    return folders.stream().mapToLong(folder -> folder.totals().tokens()).sum();
  }

  private long emptySentences() {
    return folders.stream().mapToLong(CountsFolder::emptySentences).sum();
  }

  private <T> JavaRDD<T> distributed(List<T> items) {
    return context.sparkContext().parallelize(items, Math.max(1, items.size()));
  }

  @Override
  public void close() {} // it holds nothing
}

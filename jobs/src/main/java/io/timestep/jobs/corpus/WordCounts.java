package io.timestep.jobs.corpus;

import io.timestep.text.Line;
import io.timestep.text.LineTokenizer;
import io.timestep.text.TextConfig;
import io.timestep.vocab.WordCount;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import scala.Tuple2;

/** Counts words: in a hash map of each partition first, then across partitions. */
public final class WordCounts {
  private WordCounts() {}

  /**
   * How often each word occurs in the lines that {@code counted} lets through.
   *
   * @param totals filled when the counts are computed
   */
  public static JavaRDD<WordCount> count(
      JavaRDD<RawLine> lines,
      TextConfig config,
      Function<Line, Boolean> counted,
      PartitionResults<CountedText> totals) {
    return lines
        .mapPartitions(it -> countPartition(it, config, counted, totals))
        .mapToPair(word -> new Tuple2<>(word.word(), word.count()))
        .reduceByKey(Long::sum)
        .map(word -> new WordCount(word._1(), word._2()));
  }

  private static Iterator<WordCount> countPartition(
      Iterator<RawLine> lines,
      TextConfig config,
      Function<Line, Boolean> counted,
      PartitionResults<CountedText> totals)
      throws Exception {
    LineTokenizer tokenizer = new LineTokenizer(config);
    Map<String, long[]> counts = new HashMap<>();
    long sentences = 0;
    long words = 0;
    while (lines.hasNext()) {
      RawLine raw = lines.next();
      Line line = tokenizer.read(raw.bytes(), raw.length());
      if (counted.call(line)) {
        long tokens =
            tokenizer.tokenize(line, w -> counts.computeIfAbsent(w, x -> new long[1])[0]++);
        sentences += tokens > 0 ? 1 : 0;
        words += tokens;
      } else {
        tokenizer.tokenize(line, word -> {}); // tells whether the line is empty
      }
    }
    totals.add(new CountedText(tokenizer.stats(), sentences, words));
    return counts.entrySet().stream()
        .map(e -> new WordCount(e.getKey(), e.getValue()[0]))
        .iterator();
  }
}

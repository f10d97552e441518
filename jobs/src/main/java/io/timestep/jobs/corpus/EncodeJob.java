package io.timestep.jobs.corpus;

import io.timestep.jobs.engine.JobContext;
import io.timestep.sequence.DocumentSplit.Side;
import io.timestep.text.Line;
import io.timestep.text.TextConfig;
import io.timestep.util.Progress;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;

/** Encodes text with a vocabulary that exists. */
public final class EncodeJob {
  /** Folder of the sequences in an output folder. */
  public static final String SEQUENCES = "sequences";

  private EncodeJob() {}

  /**
   * Encodes a text in memory, as in the files of {@code tokenize}. The text is read when the rows
   * are; the caller closes them.
   *
   * @throws UserException if the input does not exist or cannot be read
   */
  public static EncodedRows encode(
      JobContext context, CorpusInput input, TextConfig text, Vocabulary vocabulary) {
    JavaRDD<RawLine> lines = CorpusReader.read(context, input);
    PartitionResults<EncodedText> unused =
        PartitionResults.register(context.sparkContext(), "encoded", Progress.Task.NONE);
    Broadcast<Vocabulary> words = context.sparkContext().broadcast(vocabulary);
    return new EncodedRows(
        rows(context, lines, text, words, line -> Side.TEST, unused)
            .select("document", "tokens", "characters"),
        words::destroy);
  }

  /**
   * Refuses a text without a token.
   *
   * @throws UserException if no line has a token
   */
  public static void requireTokens(CorpusInput input, long lines, long sentences) {
    if (sentences == 0) {
      throw new UserException(
          "%s: no token in %d lines; expected text, one sentence a line".formatted(input, lines));
    }
  }

  /** Writes the sequences; the order of rows in a part is that of the text. */
  static EncodedText write(
      JobContext context,
      JavaRDD<RawLine> lines,
      TextConfig text,
      Vocabulary vocabulary,
      Function<Line, Side> split,
      String folder) {
    Broadcast<Vocabulary> words = context.sparkContext().broadcast(vocabulary);
    try {
      return Stage.run(
          context,
          "tokenize: encode",
          lines.getNumPartitions(),
          progress -> {
            PartitionResults<EncodedText> totals =
                PartitionResults.register(context.sparkContext(), "encoded", progress);
            rows(context, lines, text, words, split, totals)
                .select("document", "tokens", "characters", "split")
                .sortWithinPartitions("split", "document")
                .write()
                .mode("append")
                .partitionBy("split")
                .parquet(folder + "/" + SEQUENCES);
            return totals.fold(EncodedText.EMPTY, EncodedText::merge);
          });
    } finally {
      words.destroy();
    }
  }

  private static Dataset<EncodedDocument> rows(
      JobContext context,
      JavaRDD<RawLine> lines,
      TextConfig text,
      Broadcast<Vocabulary> words,
      Function<Line, Side> split,
      PartitionResults<EncodedText> totals) {
    JavaRDD<EncodedDocument> documents =
        lines.mapPartitions(it -> new Encoder(it, text, words.value(), split, totals));
    return context.spark().createDataset(documents.rdd(), Encoders.bean(EncodedDocument.class));
  }

  static TokenizeResult result(EncodedText encoded, Vocabulary vocabulary, long startNanos) {
    Map<String, SplitCounts> splits = new LinkedHashMap<>();
    for (Side side : Side.values()) {
      splits.put(side.toString(), encoded.side(side));
    }
    SplitCounts total = encoded.total();
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return new TokenizeResult(
        total.sentences(),
        total.tokens(),
        vocabulary.size(),
        total.oovRate(),
        splits,
        encoded.text(),
        seconds,
        total.tokens() / seconds);
  }
}

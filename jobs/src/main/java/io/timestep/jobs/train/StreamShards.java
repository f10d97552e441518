package io.timestep.jobs.train;

import io.timestep.sequence.StreamPlan;
import io.timestep.sequence.TokenStreams;
import io.timestep.sequence.TokensFingerprint;
import io.timestep.vocab.Vocabulary;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * A text as shards of contiguous streams, one partition each, kept by the executors that read them.
 * What a shard holds depends on the text and the {@link StreamPlan} alone.
 */
public final class StreamShards implements AutoCloseable {
  /**
   * One shard.
   *
   * @param index its number, also its partition's
   */
  public record Shard(int index, TokenStreams streams) implements Serializable {}

  private final StreamPlan plan;
  private final TokensFingerprint fingerprint;
  private final JavaRDD<Shard> shards;

  private StreamShards(StreamPlan plan, TokensFingerprint fingerprint, JavaRDD<Shard> shards) {
    this.plan = plan;
    this.fingerprint = fingerprint;
    this.shards = shards;
  }

  public StreamPlan plan() {
    return plan;
  }

  /** Of the text, before it was cut. */
  public TokensFingerprint fingerprint() {
    return fingerprint;
  }

  public JavaRDD<Shard> shards() {
    return shards;
  }

  /** Lets the executors forget the shards. */
  @Override
  public void close() {
    shards.unpersist();
  }

  /**
   * Cuts a text into shards.
   *
   * @param sequences columns {@code document} (long, the order of the text) and {@code tokens}
   * @param streams number of streams of the whole text
   * @param streamsPerShard streams in each shard
   */
  public static StreamShards of(Dataset<Row> sequences, int streams, int streamsPerShard) {
    JavaRDD<int[]> documents = inOrder(sequences);
    List<TokensFingerprint> parts =
        documents.mapPartitions(it -> List.of(TokensFingerprint.of(it)).iterator()).collect();
    long[] starts = new long[parts.size()];
    TokensFingerprint text = TokensFingerprint.EMPTY;
    for (int i = 0; i < parts.size(); i++) {
      starts[i] = text.tokens();
      text = text.merge(parts.get(i));
    }
    StreamPlan plan = new StreamPlan(text.tokens(), streams, streamsPerShard);
    JavaPairRDD<Integer, StreamPiece> pieces =
        documents
            .mapPartitionsWithIndex((index, it) -> new StreamCutter(plan, starts[index], it), false)
            .mapToPair(piece -> new Tuple2<>(plan.shardOf(piece.stream()), piece));
    JavaRDD<Shard> shards =
        pieces
            .partitionBy(new ShardPartitioner(plan.shards()))
            .mapPartitionsWithIndex((index, it) -> assemble(plan, index, it), true)
            .setName("streams")
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new StreamShards(plan, text, shards);
  }

  /** Documents' tokens, partitions and rows in the order of the text. */
  private static JavaRDD<int[]> inOrder(Dataset<Row> sequences) {
    Function<InternalRow, int[]> tokens = row -> row.getArray(0).toIntArray();
    return sequences
        .sort("document")
        .select("tokens")
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .map(tokens);
  }

  private static Iterator<Shard> assemble(
      StreamPlan plan, int shard, Iterator<Tuple2<Integer, StreamPiece>> pieces) {
    int first = shard * plan.streamsPerShard();
    int[][] tokens = new int[plan.streamsOf(shard)][];
    int[] before = new int[tokens.length];
    Arrays.fill(before, Vocabulary.END);
    for (int b = 0; b < tokens.length; b++) {
      tokens[b] = new int[plan.length(first + b)];
    }
    while (pieces.hasNext()) {
      StreamPiece piece = pieces.next()._2();
      int b = piece.stream() - first;
      if (piece.offset() == StreamPiece.BEFORE) {
        before[b] = piece.tokens()[0];
      } else {
        System.arraycopy(piece.tokens(), 0, tokens[b], piece.offset(), piece.tokens().length);
      }
    }
    TokenStreams streams = new TokenStreams(tokens, before, plan.maxLength());
    return List.of(new Shard(shard, streams)).iterator();
  }
}

package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.ngram.BigramBaseline;
import io.timestep.ngram.UnigramBaseline;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class BaselineJobIT {
  private static final int VOCABULARY = 50;

  private static final StructType SCHEMA =
      new StructType().add("tokens", DataTypes.createArrayType(DataTypes.IntegerType));

  /** 200,000 bigrams, nearly all distinct, are 3 MB: more than Spark lets come at once here. */
  @Test
  void bigramsReachTheDriverInParts() {
    int vocabulary = 50_000;
    Random random = new Random(7);
    List<Row> rows = new ArrayList<>();
    long[] unigrams = new long[vocabulary];
    for (int i = 0; i < 200; i++) {
      int[] sentence = random.ints(1000, 3, vocabulary).toArray();
      Arrays.stream(sentence).forEach(word -> unigrams[word]++);
      rows.add(RowFactory.create(sentence));
    }
    Map<String, String> conf =
        Map.of("spark.driver.maxResultSize", "1m", "spark.sql.shuffle.partitions", "20");
    Baselines baselines =
        LocalSpark.asCommand(
            "evaluate",
            conf,
            context -> {
              Dataset<Row> train = context.spark().createDataFrame(rows, SCHEMA);
              return BaselineJob.run(context, train.repartition(4), vocabulary);
            });
    UnigramBaseline expected = UnigramBaseline.of(unigrams);
    for (int word = 0; word < vocabulary; word++) {
      assertThat(baselines.unigram().log10Prob(word)).isEqualTo(expected.log10Prob(word));
    }
  }

  @Test
  void bigramsThatDoNotFitAreRefusedWithTheWayOut() {
    JobContext context = LocalSpark.context();
    List<Row> rows = List.of(RowFactory.create(new int[] {3, 4, 3, 4, Vocabulary.END}));
    Dataset<Row> train = context.spark().createDataFrame(rows, SCHEMA); // <s> 3, 3 4, 4 3, 4 </s>
    long bytes = 4 * BaselineMemory.BYTES_PER_BIGRAM;
    assertThat(BaselineJob.run(context, train, VOCABULARY, bytes)).isNotNull();
    assertThatThrownBy(() -> BaselineJob.run(context, train, VOCABULARY, bytes - 1))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "4 distinct bigrams", "--set evaluate.baselines=false", "TIMESTEP_HEAP");
  }

  @Test
  void equalsTheModelsOfOneThread() {
    Random random = new Random(5);
    List<int[]> sentences = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    TreeMap<Long, Long> bigrams = new TreeMap<>();
    long[] unigrams = new long[VOCABULARY];
    for (int i = 0; i < 500; i++) {
      int[] sentence = new int[1 + random.nextInt(10)];
      for (int w = 0; w < sentence.length; w++) {
        boolean last = w == sentence.length - 1;
        sentence[w] = last ? Vocabulary.END : 3 + (int) (Math.pow(random.nextDouble(), 2) * 47);
        int previous = w == 0 ? Vocabulary.START : sentence[w - 1];
        bigrams.merge(BigramBaseline.key(previous, sentence[w]), 1L, Long::sum);
        unigrams[sentence[w]]++;
      }
      sentences.add(sentence);
      rows.add(RowFactory.create(sentence));
    }
    UnigramBaseline unigram = UnigramBaseline.of(unigrams);
    BigramBaseline bigram =
        BigramBaseline.of(
            VOCABULARY,
            bigrams.keySet().stream().mapToLong(Long::longValue).toArray(),
            bigrams.values().stream().mapToLong(Long::longValue).toArray());

    JobContext context = LocalSpark.context();
    Dataset<Row> train = context.spark().createDataFrame(rows, SCHEMA).repartition(5);
    Baselines baselines = BaselineJob.run(context, train, VOCABULARY);
    for (int previous = 0; previous < VOCABULARY; previous++) {
      for (int word = 0; word < VOCABULARY; word++) {
        assertThat(baselines.bigram().log10Prob(previous, word))
            .isEqualTo(bigram.log10Prob(previous, word));
      }
      assertThat(baselines.unigram().log10Prob(previous)).isEqualTo(unigram.log10Prob(previous));
    }

    BaselineScores scores = BaselineJob.score(context, train, baselines);
    assertThat(scores.tokens()).isEqualTo(sentences.stream().mapToLong(s -> s.length).sum());
    double nats = sentences.stream().mapToDouble(bigram::log10Prob).sum() * -Math.log(10);
    assertThat(scores.bigramNats()).isCloseTo(nats, within(1e-9 * nats));
    assertThat(scores.bigramPerplexity()).isLessThan(scores.unigramPerplexity());
  }
}

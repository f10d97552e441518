package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.ngram.BigramBaseline;
import io.timestep.ngram.UnigramBaseline;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.List;
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
    StructType schema =
        new StructType().add("tokens", DataTypes.createArrayType(DataTypes.IntegerType));
    Dataset<Row> train = context.spark().createDataFrame(rows, schema).repartition(5);
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

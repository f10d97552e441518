package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.metric.LanguageScore;
import io.timestep.nn.ModelConfig;
import io.timestep.nn.RecurrentNetwork;
import io.timestep.nn.StreamScorer;
import io.timestep.sequence.StreamPlan;
import io.timestep.sequence.TokenStreams;
import io.timestep.train.LocalRounds;
import io.timestep.train.RateSchedule;
import io.timestep.train.ReplicaTrainer;
import io.timestep.train.RoundRunner;
import io.timestep.train.TrainConfig;
import io.timestep.train.TrainListener;
import io.timestep.train.TrainingLoop;
import io.timestep.train.Validation;
import io.timestep.vocab.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkRoundsIT {
  static final int V = 12;
  private static final ModelConfig MODEL =
      new ModelConfig(
          ModelConfig.Cell.LSTM,
          2,
          9,
          6,
          0.2,
          ModelConfig.DropoutMask.SEQUENCE,
          0.1,
          0.2,
          ModelConfig.Softmax.FULL,
          List.of(),
          false);
  private static final String[] SMALL = {
    "train.replicas=3",
    "train.batch-size=4",
    "train.time-steps=5",
    "train.steps-per-round=3",
    "train.epochs=2",
    "train.state-reset=0.1",
    "train.optimizer.learning-rate=0.01",
    "train.clip.norm=0.5",
    "train.schedule.type=cosine",
    "train.schedule.warm-up-steps=4",
    "train.schedule.final-fraction=0.1"
  };

  /** The divergence of the replicas in each round. */
  private static final class Divergences implements TrainListener {
    private final List<Double> values = new ArrayList<>();

    @Override
    public void onRound(RoundEnd event) {
      values.add(event.divergence());
    }

    @Override
    public void onValidation(Validation event) {}
  }

  static List<int[]> documents() {
    Random random = new Random(5);
    List<int[]> documents = new ArrayList<>();
    for (int d = 0; d < 97; d++) {
      int[] tokens = random.ints(1 + random.nextInt(9), 3, V).toArray();
      tokens[tokens.length - 1] = Vocabulary.END;
      documents.add(tokens);
    }
    return documents;
  }

  /** The documents as a table, in an order that is not the text's. */
  static Dataset<Row> table(JobContext context, List<int[]> documents) {
    List<Row> rows = new ArrayList<>();
    for (int d = documents.size() - 1; d >= 0; d--) {
      rows.add(RowFactory.create((long) d, documents.get(d)));
    }
    StructType type =
        new StructType()
            .add("document", DataTypes.LongType)
            .add("tokens", DataTypes.createArrayType(DataTypes.IntegerType, false));
    return context.spark().createDataFrame(rows, type).repartition(5);
  }

  private static List<TokenStreams> cut(List<int[]> documents, StreamPlan plan) {
    int[] text = documents.stream().flatMapToInt(Arrays::stream).toArray();
    assertThat(plan.tokens()).isEqualTo(text.length);
    List<TokenStreams> shards = new ArrayList<>();
    for (int shard = 0; shard < plan.shards(); shard++) {
      int[][] tokens = new int[plan.streamsOf(shard)][];
      int[] before = new int[tokens.length];
      for (int b = 0; b < tokens.length; b++) {
        int stream = shard * plan.streamsPerShard() + b;
        int start = (int) plan.start(stream);
        tokens[b] = Arrays.copyOfRange(text, start, start + plan.length(stream));
        before[b] = start == 0 ? Vocabulary.END : text[start - 1];
      }
      shards.add(new TokenStreams(tokens, before, plan.maxLength()));
    }
    return shards;
  }

  private static TrainConfig config(String... more) {
    List<String> settings = new ArrayList<>(List.of(SMALL));
    settings.addAll(List.of(more));
    return TestSettings.of(settings).train();
  }

  private static float[] train(
      TrainConfig config,
      StreamPlan plan,
      RoundRunner runner,
      Divergences divergences,
      float[] initial) {
    return new TrainingLoop(config, plan, runner, Optional.empty(), divergences)
        .run(initial)
        .parameters();
  }

  @ParameterizedTest
  @ValueSource(strings = {"average", "bmuf", "bmuf-nesterov", "nesterov", "slowmo"})
  void rounds_on_spark_give_the_weights_of_rounds_in_one_thread_bit_for_bit(String rule) {
    TrainConfig config =
        config("train.outer.rule=" + rule, "train.post-local-steps=2", "train.polyak.from-epoch=2");
    JobContext context = LocalSpark.context();
    List<int[]> documents = documents();
    try (StreamShards shards =
            StreamShards.of(
                table(context, documents),
                config.replicas() * config.batchSize(),
                config.batchSize());
        RecurrentNetwork network = RecurrentNetwork.create(MODEL, V, 1)) {
      StreamPlan plan = shards.plan();
      RateSchedule schedule = TrainingLoop.schedule(config, plan);
      float[] initial = network.copyParameters();
      Divergences apart = new Divergences();
      Divergences apartOnSpark = new Divergences();
      float[] local =
          train(
              config,
              plan,
              new LocalRounds(new ReplicaTrainer(config, schedule), network, cut(documents, plan)),
              apart,
              initial);
      float[] spark =
          train(
              config,
              plan,
              new SparkRounds(context, shards, MODEL, V, config, schedule),
              apartOnSpark,
              initial);
      assertThat(spark).containsExactly(local).isNotEqualTo(initial);
      assertThat(apartOnSpark.values).isEqualTo(apart.values).anyMatch(value -> value > 0);
    }
  }

  @Test
  void scoring_on_spark_gives_the_score_of_one_thread_bit_for_bit() {
    JobContext context = LocalSpark.context();
    List<int[]> documents = documents();
    try (StreamShards shards = StreamShards.of(table(context, documents), 10, 4);
        RecurrentNetwork network = RecurrentNetwork.create(MODEL, V, 1)) {
      StreamPlan plan = shards.plan();
      LanguageScore local =
          cut(documents, plan).stream()
              .map(s -> StreamScorer.score(network, s, plan.windows(6), 6))
              .reduce(LanguageScore.EMPTY, LanguageScore::merge);
      float[] parameters = network.copyParameters();
      assertThat(new SparkScorer(context, shards, MODEL, V, 6).score(parameters)).isEqualTo(local);
      assertThat(local.tokens()).isEqualTo(plan.tokens());
    }
  }

  @Test
  void a_text_shorter_than_its_streams_still_has_every_token_once() {
    JobContext context = LocalSpark.context();
    List<int[]> documents = List.of(new int[] {5, 6, 2});
    try (StreamShards shards = StreamShards.of(table(context, documents), 12, 4)) {
      long tokens =
          shards.shards().collect().stream().mapToLong(s -> s.streams().tokenCount()).sum();
      assertThat(tokens).isEqualTo(3);
    }
  }
}

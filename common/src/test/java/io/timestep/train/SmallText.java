package io.timestep.train;

import io.timestep.nn.ModelConfig;
import io.timestep.nn.RecurrentNetwork;
import io.timestep.sequence.StreamPlan;
import io.timestep.sequence.TokenStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A text in memory and a network that is small enough to be trained on it in a test. */
record SmallText(int[] tokens) {
  static final int V = 8;
  static final ModelConfig MODEL =
      new ModelConfig(
          ModelConfig.Cell.LSTM, 1, 6, 5, 0, ModelConfig.Softmax.FULL, List.of(), false);

  /** A text that can be foretold in part: what follows depends on the place. */
  static SmallText ofLength(int length) {
    int[] tokens = new int[length];
    for (int i = 0; i < length; i++) {
      tokens[i] = 2 + (i * i + i / 7) % (V - 2);
    }
    return new SmallText(tokens);
  }

  StreamPlan plan(TrainConfig config) {
    return new StreamPlan(
        tokens.length, config.replicas() * config.batchSize(), config.batchSize());
  }

  /** The text cut as planned, one for each replica. */
  List<TokenStreams> shards(StreamPlan plan) {
    List<TokenStreams> shards = new ArrayList<>();
    for (int shard = 0; shard < plan.shards(); shard++) {
      int[][] streams = new int[plan.streamsOf(shard)][];
      int[] before = new int[streams.length];
      for (int b = 0; b < streams.length; b++) {
        int stream = shard * plan.streamsPerShard() + b;
        int start = (int) plan.start(stream);
        streams[b] = Arrays.copyOfRange(tokens, start, start + plan.length(stream));
        before[b] = start == 0 ? 2 : tokens[start - 1];
      }
      shards.add(new TokenStreams(streams, before, plan.maxLength()));
    }
    return shards;
  }

  /** The initial parameters of {@link #MODEL}. */
  static float[] initial() {
    try (RecurrentNetwork network = RecurrentNetwork.create(MODEL, V, 1)) {
      return network.copyParameters();
    }
  }

  /** The parameters after a training in this thread without validation. */
  float[] train(TrainConfig config, TrainListener listener) {
    StreamPlan plan = plan(config);
    try (RecurrentNetwork network = RecurrentNetwork.create(MODEL, V, 1)) {
      ReplicaTrainer trainer = new ReplicaTrainer(config, TrainingLoop.schedule(config, plan));
      LocalRounds runner = new LocalRounds(trainer, network, shards(plan));
      return new TrainingLoop(config, plan, runner, Optional.empty(), listener)
          .run(initial())
          .parameters();
    }
  }
}

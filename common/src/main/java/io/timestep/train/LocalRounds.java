package io.timestep.train;

import io.timestep.nn.RecurrentNetwork;
import io.timestep.nn.RecurrentState;
import io.timestep.sequence.TokenStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The replicas one after the other in this thread, without a cluster: the reference that any other
 * runner must equal bit for bit, on the same CPU type with the same native library.
 */
public final class LocalRounds implements RoundRunner {
  private final ReplicaTrainer trainer;
  private final RecurrentNetwork network;
  private final List<TokenStreams> shards;

  /**
   * @param network of the model's shape, overwritten
   * @param shards a replica's text each, [replicas]
   */
  public LocalRounds(ReplicaTrainer trainer, RecurrentNetwork network, List<TokenStreams> shards) {
    this.trainer = trainer;
    this.network = network;
    this.shards = List.copyOf(shards);
  }

  @Override
  public RoundOutcome run(RoundStart start, List<RecurrentState> states) {
    List<ReplicaResult> results = new ArrayList<>();
    for (int replica = 0; replica < shards.size(); replica++) {
      results.add(trainer.run(network, start, replica, states.get(replica), shards.get(replica)));
    }
    List<WeightedMean.Part> parameters = parts(results, ReplicaResult::parameters);
    float[] mean = WeightedMean.of(parameters);
    return new RoundOutcome(
        mean,
        WeightedMean.of(parts(results, ReplicaResult::optimizerState)),
        results.stream().map(ReplicaResult::report).toList(),
        results.stream().map(ReplicaResult::state).toList(),
        new MergeReport(Spread.of(parameters, mean), 0, 0));
  }

  private static List<WeightedMean.Part> parts(
      List<ReplicaResult> results, Function<ReplicaResult, float[]> vector) {
    return results.stream()
        .map(r -> new WeightedMean.Part(r.report().tokens(), vector.apply(r)))
        .toList();
  }
}

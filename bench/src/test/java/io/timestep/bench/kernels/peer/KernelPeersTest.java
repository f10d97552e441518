package io.timestep.bench.kernels.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.bench.kernels.Cell;
import io.timestep.bench.kernels.ModelShape;
import io.timestep.bench.kernels.ReferenceRun.StepResult;
import io.timestep.bench.kernels.StepTimer;
import io.timestep.nn.ModelConfig.Softmax;
import io.timestep.train.OptimizerConfig;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is timed does train; tiny models, no timing. */
class KernelPeersTest {
  private static final ModelShape SHAPE = new ModelShape(4, 20, 2, 3);

  @ParameterizedTest
  @EnumSource(Cell.class)
  void training_starts_at_the_loss_of_an_even_guess_and_learns_the_text(Cell cell) {
    try (TrainPeer peer = new TrainPeer(cell, SHAPE, Softmax.FULL, OptimizerConfig.Type.SGD)) {
      StepResult first = peer.train();
      assertThat(first.nats()).isBetween(2.5, 3.5); // ln 20 = 3.0
      assertThat(first.norm()).isPositive();
      double before = epoch(peer);
      for (int i = 0; i < 50; i++) {
        epoch(peer);
      }
      assertThat(epoch(peer)).isLessThan(before);
    }
  }

  /** Nats of the eight windows that are read in turns. */
  private static double epoch(TrainPeer peer) {
    double nats = 0;
    for (int i = 0; i < 8; i++) {
      nats += peer.train().nats();
    }
    return nats;
  }

  @Test
  void stock_dl4j_and_our_layers_train_the_same_sizes() {
    int parameters = 20 * 4 + 2 * (2 * 4 * 16 + 16) + 4 * 20 + 20;

    for (FitPeer peer :
        List.of(
            new FitPeer(Configurations.stock(SHAPE), SHAPE),
            new FitPeer(
                Configurations.ownLayers(Cell.LSTM, SHAPE, Configurations.sgd(SHAPE)), SHAPE))) {
      try (peer) {
        float[] before = peer.network().params().toFloatVector();
        peer.step();
        assertThat(peer.network().numParams()).isEqualTo(parameters);
        assertThat(peer.network().params().toFloatVector())
            .isNotEqualTo(before)
            .doesNotContain(Float.NaN);
      }
    }
  }

  @Test
  void every_replica_has_a_model_and_a_thread_of_its_own() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();

    try (Replicas replicas =
        Replicas.warm(
            2,
            new StepTimer(0.01, 0.01),
            () -> {
              threads.add(Thread.currentThread());
              return new TrainPeer(Cell.GRU, SHAPE, Softmax.FULL, OptimizerConfig.Type.SGD);
            })) {
      assertThat(replicas.stepsPerSecond()).isPositive();
      assertThat(replicas.stepsPerSecond()).isPositive();
    }
    assertThat(threads).hasSize(2);
  }

  @Test
  void the_parts_of_a_step_are_its_layers_and_what_is_around_them() {
    try (StepParts train = StepParts.ofTraining(Cell.LSTM, SHAPE, OptimizerConfig.Type.ADAM);
        StepParts fit = StepParts.ofFit(Cell.LSTM, SHAPE, Configurations.adam())) {
      train.round();
      fit.round();

      assertThat(train.medians().keySet())
          .containsExactly(
              LayerTimes.EMBEDDING,
              LayerTimes.FORWARD,
              LayerTimes.SOFTMAX,
              LayerTimes.BACKWARD,
              StepParts.NETWORK,
              StepParts.CLIP,
              StepParts.UPDATE);
      assertThat(fit.medians().keySet()).endsWith(StepParts.CLIP_AND_UPDATE);
      assertThat(train.medians().values()).doesNotContain(Double.NaN);
    }
  }
}

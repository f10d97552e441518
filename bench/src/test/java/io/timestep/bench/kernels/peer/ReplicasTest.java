package io.timestep.bench.kernels.peer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.bench.kernels.Peer;
import io.timestep.bench.kernels.StepTimer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReplicasTest {
  private record Steps(Runnable action) implements Peer {
    @Override
    public void step() {
      action.run();
    }

    @Override
    public void close() {}
  }

  @Test
  @Timeout(10) // not a speed: the other replica waited for ever
  void a_replica_that_fails_while_the_other_still_works_ends_both_with_its_own_error() {
    AtomicInteger made = new AtomicInteger();
    IllegalArgumentException failure = new IllegalArgumentException("no step");
    List<Peer> peers =
        List.of(
            new Steps(() -> {}),
            new Steps(
                () -> {
                  throw failure;
                }));

    assertThatThrownBy(
            () ->
                Replicas.warm(2, new StepTimer(0.1, 0.1), () -> peers.get(made.getAndIncrement())))
        .hasCause(failure);
  }
}

package io.timestep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.timestep.sequence.TokenWindow;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** The pool is the JVM's: each test begins by having it forget what it holds. */
class NetworkPoolTest {
  private static final int A = 11;
  private static final int B = 12;
  private static final int C = 13;
  private static final ModelConfig MODEL =
      new ModelConfig(
          ModelConfig.Cell.LSTM, 1, 32, 4, 0, ModelConfig.Softmax.FULL, List.of(), false);

  NetworkPoolTest() {
    network(91);
    network(92);
  }

  /** The network that the pool lends; only to be compared. */
  private static RecurrentNetwork network(int vocabularySize) {
    return NetworkPool.use(MODEL, vocabularySize, Function.identity());
  }

  @Test
  void two_shapes_may_take_turns() {
    RecurrentNetwork a = network(A);
    RecurrentNetwork b = network(B);
    assertThat(network(A)).isSameAs(a);
    assertThat(network(B)).isSameAs(b);
  }

  @Test
  void a_third_shape_has_the_one_that_was_not_used_for_longest_forgotten() {
    RecurrentNetwork a = network(A);
    RecurrentNetwork b = network(B);
    network(A);
    network(C);
    assertThat(network(A)).isSameAs(a);
    assertThat(network(B)).isNotSameAs(b);
  }

  @Test
  void memory_of_a_shape_that_is_forgotten_is_given_back() {
    long before = Pointer.totalBytes();
    RecurrentNetwork a = NetworkPool.use(MODEL, A, NetworkPoolTest::read);
    long held = Pointer.totalBytes() - before;
    network(B);
    network(C);
    assertThat(held).isGreaterThan(1_000_000);
    assertThat(Pointer.totalBytes() - before).isLessThan(held / 2);
    assertThat(a.vocabularySize()).isEqualTo(A); // reachable until here: it was not collected
  }

  /** Leaves buffers of the window's size in the network. */
  private static RecurrentNetwork read(RecurrentNetwork network) {
    int batch = 40;
    int steps = 100;
    int[] tokens = new int[batch * steps];
    network.gradient(new TokenWindow(batch, steps, tokens, tokens, tokens.length));
    return network;
  }

  @Test
  void a_network_on_loan_outlives_its_shape() {
    RecurrentNetwork lent =
        NetworkPool.use(
            MODEL,
            A,
            network -> {
              network(B);
              network(C);
              return read(network);
            });
    assertThat(network(A)).isSameAs(lent);
  }

  @Test
  void a_network_whose_borrower_failed_is_not_lent_again() {
    RecurrentNetwork[] failed = new RecurrentNetwork[1];
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                NetworkPool.use(
                    MODEL,
                    A,
                    network -> {
                      failed[0] = network;
                      throw new IllegalStateException("a borrower's");
                    }));
    assertThat(network(A)).isNotSameAs(failed[0]);
  }
}

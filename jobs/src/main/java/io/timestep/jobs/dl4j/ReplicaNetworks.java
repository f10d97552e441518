package io.timestep.jobs.dl4j;

import io.timestep.nn.kernel.SingleThread;
import io.timestep.nn.layer.RecurrentLayers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The networks of this JVM's replicas, lent to one task at a time and kept from round to round of a
 * fit: making one takes longer than many a step, and its memory outside the heap is worth keeping.
 * Those of the last fits alone are kept. What a borrower finds in a network is undefined.
 */
final class ReplicaNetworks {
  /** Fits that may run beside each other without making their networks anew each round. */
  private static final int FITS = 2;

  private static final Map<String, Deque<MultiLayerNetwork>> IDLE = new LinkedHashMap<>();

  private ReplicaNetworks() {}

  /**
   * Calls {@code work} with a network for the time of the call.
   *
   * @param fit all networks of a fit have one configuration
   */
  static <R> R use(
      String fit, MultiLayerConfiguration configuration, Function<MultiLayerNetwork, R> work) {
    SingleThread.pin(); // replicas of one JVM do not fight over cores; sums have one order
    MultiLayerNetwork network = borrow(fit);
    if (network == null) {
      network = new MultiLayerNetwork(configuration.clone());
      network.init();
      RecurrentLayers.tie(network);
    }
    R result = work.apply(network); // if it fails, the network is forgotten: it may be broken
    giveBack(fit, network);
    return result;
  }

  private static MultiLayerNetwork borrow(String fit) {
    synchronized (IDLE) {
      Deque<MultiLayerNetwork> idle = IDLE.get(fit);
      return idle == null ? null : idle.poll();
    }
  }

  private static void giveBack(String fit, MultiLayerNetwork network) {
    synchronized (IDLE) {
      IDLE.computeIfAbsent(fit, key -> new ArrayDeque<>()).add(network);
      if (IDLE.size() > FITS) {
        forget(List.copyOf(IDLE.keySet()).get(0));
      }
    }
  }

  /** Frees the networks of a fit that is over. */
  static void forget(String fit) {
    synchronized (IDLE) {
      Deque<MultiLayerNetwork> idle = IDLE.remove(fit);
      if (idle != null) {
        idle.forEach(RecurrentLayers::close);
      }
    }
  }
}

package io.timestep.nn;

import io.timestep.nn.kernel.SingleThread;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Networks of this JVM, lent to one task at a time. Making one takes longer than many a step, and
 * its native memory is worth keeping from round to round; at most as many exist as tasks run at
 * once. What a borrower finds in a network is undefined: it sets parameters and state itself.
 */
public final class NetworkPool {
  private record Shape(ModelConfig model, int vocabularySize) {}

  private static final ConcurrentMap<Shape, Queue<RecurrentNetwork>> IDLE =
      new ConcurrentHashMap<>();

  private NetworkPool() {}

  /** Calls {@code work} with a network of the shape, for the time of the call. */
  public static <R> R use(
      ModelConfig model, int vocabularySize, Function<RecurrentNetwork, R> work) {
    Queue<RecurrentNetwork> idle =
        IDLE.computeIfAbsent(
            new Shape(model, vocabularySize), shape -> new ConcurrentLinkedQueue<>());
    SingleThread.pin(); // the borrower's thread may be another than the lender's
    RecurrentNetwork network = idle.poll();
    if (network == null) {
      network = RecurrentNetwork.create(model, vocabularySize, 0);
    }
    try {
      R result = work.apply(network);
      idle.add(network);
      return result;
    } catch (RuntimeException | Error e) {
      network.close(); // its state may be broken
      throw e;
    }
  }
}

package io.timestep.nn;

import io.timestep.nn.kernel.SingleThread;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Networks of this JVM, lent to one task at a time. Making one takes longer than many a step, and
 * its native memory is worth keeping from round to round; of a shape, at most as many exist as
 * tasks run at once. Those of the shapes used last are kept, the others are closed: an application
 * that trains one model after the other does not keep them all. What a borrower finds in a network
 * is undefined: it sets parameters and state itself.
 */
public final class NetworkPool {
  /** Shapes that may take turns without their networks being made anew each time. */
  private static final int SHAPES = 2;

  private record Shape(ModelConfig model, int vocabularySize) {}

  /** By their last use, the oldest first. */
  private static final Map<Shape, Deque<RecurrentNetwork>> IDLE =
      new LinkedHashMap<>(16, 0.75f, true); // true: by access

  private NetworkPool() {}

  /** Calls {@code work} with a network of the shape, for the time of the call. */
  public static <R> R use(
      ModelConfig model, int vocabularySize, Function<RecurrentNetwork, R> work) {
    Shape shape = new Shape(model, vocabularySize);
    SingleThread.pin(); // the borrower's thread may be another than the lender's
    RecurrentNetwork network = borrow(shape);
    if (network == null) {
      network = RecurrentNetwork.create(model, vocabularySize, 0);
    }
    R result;
    try {
      result = work.apply(network);
    } catch (RuntimeException | Error e) {
      network.close(); // its state may be broken
      throw e;
    }
    giveBack(shape, network).forEach(RecurrentNetwork::close);
    return result;
  }

  private static RecurrentNetwork borrow(Shape shape) {
    synchronized (IDLE) {
      Deque<RecurrentNetwork> idle = IDLE.get(shape);
      return idle == null ? null : idle.poll();
    }
  }

  /** Returns what is to be closed for it; nobody can borrow that any more. */
  private static List<RecurrentNetwork> giveBack(Shape shape, RecurrentNetwork network) {
    List<RecurrentNetwork> forgotten = new ArrayList<>();
    synchronized (IDLE) {
      IDLE.computeIfAbsent(shape, key -> new ArrayDeque<>()).add(network);
      Iterator<Deque<RecurrentNetwork>> oldestFirst = IDLE.values().iterator();
      while (IDLE.size() > SHAPES) {
        forgotten.addAll(oldestFirst.next());
        oldestFirst.remove();
      }
    }
    return forgotten;
  }
}

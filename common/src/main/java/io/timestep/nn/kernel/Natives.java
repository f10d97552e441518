package io.timestep.nn.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.Pointer;

/**
 * Native objects that are freed together, the last made first: a later one may hold the address of
 * an earlier one. If they are never closed, the collector frees each in its own time.
 */
final class Natives implements AutoCloseable {
  private final Deque<Pointer> lastMadeFirst = new ArrayDeque<>();

  <P extends Pointer> P add(P object) {
    lastMadeFirst.push(object);
    return object;
  }

  /** Once freed, an object's address is null, which native calls refuse. */
  @Override
  public void close() {
    while (!lastMadeFirst.isEmpty()) {
      lastMadeFirst.pop().deallocate();
    }
  }
}

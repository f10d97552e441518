package io.timestep.jobs.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Arrays that go from task to task as they are. Where Spark runs inside one JVM, writing them to
 * its blocks and files and reading them again is most of what a round of training costs; so only
 * their number is written there. On a cluster, and when they would fill the heap, nothing is handed
 * over and bytes travel as ever.
 *
 * <p>Serializable as a name: what was handed over stays in the JVM that opened it, until it is
 * closed there.
 */
public final class Handoff implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1L;

  /** What {@link #offer} returns for an array that has to be written. */
  public static final int REFUSED = -1;

  /** Hands nothing over. */
  public static final Handoff NONE = new Handoff(0);

  /** Of the heap, what may be waiting. */
  private static final int HEAP_SHARE = 4;

  private static final AtomicLong NAMES = new AtomicLong();
  private static final Map<Long, Arrays> OPEN = new ConcurrentHashMap<>();

  private final long name;

  private Handoff(long name) {
    this.name = name;
  }

  /** One of this JVM, {@link #NONE} on a cluster. To be closed when nobody reads any more. */
  public static Handoff open(JavaSparkContext spark) {
    return spark.isLocal() ? open(Runtime.getRuntime().maxMemory() / HEAP_SHARE) : NONE;
  }

  /** One that takes so many bytes. */
  static Handoff open(long bytes) {
    Handoff opened = new Handoff(NAMES.incrementAndGet());
    OPEN.put(opened.name, new Arrays(bytes));
    return opened;
  }

  /**
   * Hands an array over.
   *
   * @param array not to be changed any more
   * @param length values of it that are meant
   * @return its number, or {@link #REFUSED}
   */
  public int offer(float[] array, int length) {
    Arrays arrays = OPEN.get(name);
    return arrays == null ? REFUSED : arrays.add(array, (long) Float.BYTES * length);
  }

  /** The array of a number; any number of times. */
  public float[] take(int number) {
    Arrays arrays = OPEN.get(name);
    if (arrays == null) {
      throw new IllegalStateException("What was handed over is not there any more");
    }
    return arrays.of(number);
  }

  @Override
  public void close() {
    OPEN.remove(name);
  }

  /** What was handed over. */
  private static final class Arrays {
    private final List<float[]> arrays = new ArrayList<>();
    private long room;

    Arrays(long room) {
      this.room = room;
    }

    synchronized int add(float[] array, long bytes) {
      if (bytes > room) {
        room = 0; // or the short ends of many long arrays would be taken, and hold all of them
        return REFUSED;
      }
      room -= bytes;
      arrays.add(array);
      return arrays.size() - 1;
    }

    synchronized float[] of(int number) {
      return arrays.get(number);
    }
  }
}

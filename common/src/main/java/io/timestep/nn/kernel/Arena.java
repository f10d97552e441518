package io.timestep.nn.kernel;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * One block of memory outside the heap that a kernel carves its buffers from. Counted by JavaCPP
 * ({@link Pointer#totalBytes()}) and freed by {@link #close} or, if that is never called, when it
 * and every {@link Floats} of it are garbage.
 */
final class Arena implements AutoCloseable {
  private static final long ALIGNMENT = 64; // a cache line, and the widest vector register

  private final BytePointer block;
  private long next;
  private final long end;

  /**
   * @param floats sizes of the buffers to come, each rounded up to whole cache lines
   */
  Arena(long... floats) {
    long bytes = ALIGNMENT;
    for (long count : floats) {
      bytes += rounded(count);
    }
    block = new BytePointer(bytes);
    next = (block.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    end = block.address() + bytes;
  }

  private static long rounded(long floats) {
    return (floats * Float.BYTES + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** The next buffer, its contents undefined. */
  Floats allocate(long floats) {
    if (next + rounded(floats) > end) {
      throw new IllegalStateException("arena has no room for " + floats + " more floats");
    }
    Floats buffer = Floats.within(block, next, floats);
    next += rounded(floats);
    return buffer;
  }

  @Override
  public void close() {
    block.deallocate();
  }
}

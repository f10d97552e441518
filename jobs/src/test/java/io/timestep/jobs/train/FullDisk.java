package io.timestep.jobs.train;

import io.timestep.jobs.engine.StoreAround;
import io.timestep.util.Store;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** A store whose disk is full in the middle of some files. */
final class FullDisk extends StoreAround {
  static final String MESSAGE = "No space left on device";

  private final Predicate<String> full;
  private final Set<String> open = new HashSet<>();

  /**
   * @param full whether the disk is, when this path is written
   */
  FullDisk(Store store, Predicate<String> full) {
    super(store);
    this.full = full;
  }

  @Override
  public OutputStream create(String path) {
    OutputStream out = super.create(path);
    return full.test(path) ? new HalfWritten(path, out) : out;
  }

  /** Files that did not find room and are not closed. */
  Set<String> stillOpen() {
    return Set.copyOf(open);
  }

  /** Takes a hundred bytes. */
  private final class HalfWritten extends FilterOutputStream {
    private final String path;
    private int room = 100;

    HalfWritten(String path, OutputStream out) {
      super(out);
      this.path = path;
      open.add(path);
    }

    @Override
    public void close() throws IOException {
      open.remove(path);
      super.close();
    }

    @Override
    public void write(int b) throws IOException {
      if (room-- <= 0) {
        throw new IOException(MESSAGE);
      }
      out.write(b);
    }
  }
}

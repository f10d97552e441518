package io.timestep.jobs.engine;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * A vector as it travels: its bytes are written in bulk, and a checksum is compared where they are
 * read. In the JVM that made it, it is the array itself.
 */
public final class FloatBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient float[] values;

  /**
   * @param values not copied, and not to be changed
   */
  public FloatBlock(float[] values) {
    this.values = values;
  }

  /** The array itself, not to be changed. */
  public float[] values() {
    return values;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    CheckedOutput checked = new CheckedOutput(out);
    checked.writeInt(values.length).endRun();
    checked.writeFloats(values, 0, values.length).endRun();
  }

  private void readObject(ObjectInputStream in) throws IOException {
    CheckedInput checked = new CheckedInput(in);
    int length = checked.readInt();
    checked.endRun(); // before so much is allocated
    values = checked.readFloats(length);
    checked.endRun();
  }
}

package io.timestep.jobs.engine;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * A vector as it travels: handed over, or its bytes written in bulk, with a checksum that is
 * compared where they are read.
 */
public final class FloatBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Handoff handoff;
  private transient float[] values;

  /**
   * @param values not copied, and not to be changed
   */
  public FloatBlock(Handoff handoff, float[] values) {
    this.handoff = handoff;
    this.values = values;
  }

  /** The array itself, not to be changed. */
  public float[] values() {
    return values;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    CheckedOutput checked = new CheckedOutput(out);
    int handed = handoff.offer(values, values.length);
    checked.writeInt(handed).writeInt(values.length).endRun();
    if (handed == Handoff.REFUSED) {
      checked.writeFloats(values, 0, values.length).endRun();
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    CheckedInput checked = new CheckedInput(in);
    int handed = checked.readInt();
    int length = checked.readInt();
    checked.endRun(); // before so much is allocated
    if (handed == Handoff.REFUSED) {
      values = checked.readFloats(length);
      checked.endRun();
    } else {
      values = handoff.take(handed);
    }
  }
}

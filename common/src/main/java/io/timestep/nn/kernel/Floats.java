package io.timestep.nn.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A run of floats outside the heap, where native code can read them: a part of an {@link Arena} or
 * the elements of an ND4J array. Offsets and lengths count floats.
 */
public final class Floats {
  private final Pointer owner; // keeps the memory alive
  private final INDArray array; // likewise
  private final long address;
  private final int length;
  private final FloatBuffer buffer;

  private Floats(Pointer owner, INDArray array, long address, long length) {
    this.owner = owner;
    this.array = array;
    this.address = address;
    this.length = Math.toIntExact(length);
    this.buffer = new Span().at(address, length).asBuffer();
  }

  /** A part of memory that {@code owner} frees when it is collected. */
  static Floats within(Pointer owner, long address, long length) {
    return new Floats(owner, null, address, length);
  }

  /**
   * The elements of an array in the order of its buffer; writing to one writes to the other.
   *
   * @param array float, its elements side by side (in whatever order of dimensions)
   */
  public static Floats of(INDArray array) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException("expected an array of FLOAT, got " + array.dataType());
    }
    // data().address() is where the buffer begins, even of a view
    long address = array.data().addressPointer().address();
    return new Floats(null, array, address, array.length());
  }

  /** A part of this one, sharing its memory. */
  public Floats slice(long offset, long count) {
    if (offset < 0 || count < 0 || offset + count > length) {
      throw new IndexOutOfBoundsException(
          "floats %d to %d of %d".formatted(offset, offset + count, length));
    }
    return new Floats(owner, array, address + offset * Float.BYTES, count);
  }

  public int length() {
    return length;
  }

  public long address() {
    return address;
  }

  public float get(int index) {
    return buffer.get(index);
  }

  public void set(int index, float value) {
    buffer.put(index, value);
  }

  /** Copies {@code count} floats from {@code offset} here to {@code to[toOffset]} and on. */
  public void read(int offset, float[] to, int toOffset, int count) {
    buffer.get(offset, to, toOffset, count);
  }

  /** Copies {@code count} floats from {@code from[fromOffset]} and on to {@code offset} here. */
  public void write(int offset, float[] from, int fromOffset, int count) {
    buffer.put(offset, from, fromOffset, count);
  }

  /** Copies {@code count} floats from {@code from}, at {@code fromOffset}, to {@code offset}. */
  public void copy(int offset, Floats from, int fromOffset, int count) {
    buffer.put(offset, from.buffer, fromOffset, count);
  }

  public void zero() {
    if (length > 0) {
      Pointer.memset(new Span().at(address, length), 0, (long) length * Float.BYTES);
    }
  }

  /** L2 norm, summed in one order whatever threads are free. */
  public double norm() {
    return Math.sqrt(VectorMath.squares(this, 0, length));
  }

  /** A copy on the heap. */
  public float[] toArray() {
    float[] values = new float[length];
    read(0, values, 0, length);
    return values;
  }

  public void set(float[] values) {
    write(0, values, 0, values.length);
  }

  /** A pointer that is moved instead of made anew, so that a native call allocates nothing. */
  static final class Span extends FloatPointer {
    Span() {
      super((Pointer) null);
    }

    Span at(long newAddress, long count) {
      address = newAddress;
      position = 0;
      limit = count;
      capacity = count;
      return this;
    }

    Span at(Floats floats, long offset) {
      return at(floats.address + offset * Float.BYTES, floats.length - offset);
    }
  }
}

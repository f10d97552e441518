package io.timestep.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The frame of a TFRecord: length (8 bytes), masked CRC-32C of these bytes (4), data, masked
 * CRC-32C of the data (4); little endian. Source: TensorFlow, {@code
 * tensorflow/core/lib/io/record_writer.h} and the guide "TFRecords Format Details".
 */
final class RecordFrame {
  /** Added to the rotated checksum: one of data that holds checksums would be weak otherwise. */
  private static final int MASK_DELTA = 0xa282ead8;

  private static final int OVERHEAD = Long.BYTES + Integer.BYTES + Integer.BYTES;

  private RecordFrame() {}

  /** The record of {@code data}. */
  static byte[] around(byte[] data) {
    ByteBuffer record = ByteBuffer.allocate(data.length + OVERHEAD).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedCrc(record.array(), Long.BYTES));
    record.put(data);
    record.putInt(maskedCrc(data, data.length));
    return record.array();
  }

  /** The masked checksum of the first {@code length} bytes. */
  static int maskedCrc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }
}

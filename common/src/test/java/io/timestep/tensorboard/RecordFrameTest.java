package io.timestep.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RecordFrameTest {
  /** The mask undone. */
  private static int crc(byte[] bytes) {
    return Integer.rotateLeft(RecordFrame.maskedCrc(bytes, bytes.length) - 0xa282ead8, 15);
  }

  @Test
  void the_checksum_is_crc32c() {
    byte[] ascending = new byte[32];
    for (int i = 0; i < ascending.length; i++) {
      ascending[i] = (byte) i;
    }
    assertThat(crc(new byte[32])).isEqualTo(0x8a9136aa); // RFC 3720, B.4
    assertThat(crc(ascending)).isEqualTo(0x46dd794e); // RFC 3720, B.4
    assertThat(crc("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xe3069283);
  }

  @Test
  void a_record_of_24_bytes_begins_as_event_files_of_TensorFlow_do() {
    // Their first event, time and version, has 24 bytes.
    byte[] record = RecordFrame.around(new byte[24]);
    assertThat(HexFormat.of().formatHex(record, 0, 12)).isEqualTo("1800000000000000a37f4b22");
    assertThat(record).hasSize(8 + 4 + 24 + 4);
  }

  @Test
  void a_record_is_length_checksum_data_checksum() {
    byte[] record = RecordFrame.around("abc".getBytes(StandardCharsets.US_ASCII));
    assertThat(HexFormat.of().formatHex(record))
        .isEqualTo("0300000000000000" + "b099490e" + "616263" + "6e57f121");
  }
}

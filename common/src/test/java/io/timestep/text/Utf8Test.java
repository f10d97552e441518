package io.timestep.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Utf8Test {
  /** What Java's decoder makes of bytes. */
  private static int decoded(byte[] bytes, int length) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
      return text.codePointCount(0, text.length());
    } catch (CharacterCodingException e) {
      return Utf8.MALFORMED;
    }
  }

  /** Every two first bytes there are, whatever follows. */
  @Example
  void counts_or_refuses_the_same_sequences_as_the_decoder() {
    for (int lead = 0; lead < 256; lead++) {
      for (int second = 0; second < 256; second++) {
        for (int rest : new int[] {'a', 0x7F, 0x80, 0xBF, 0xC0}) {
          byte[] bytes = {(byte) lead, (byte) second, (byte) 0x80, (byte) rest, 'a'};
          for (int length = 1; length <= bytes.length; length++) {
            assertThat(Utf8.characters(bytes, length))
                .as("%x %x 80 %x, %d bytes", lead, second, rest, length)
                .isEqualTo(decoded(bytes, length));
          }
        }
      }
    }
  }

  @Property
  void counts_the_code_points_of_any_text(@ForAll String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.characters(bytes, bytes.length)).isEqualTo(decoded(bytes, bytes.length));
  }

  @Property
  void finds_the_one_byte_that_is_no_utf8(@ForAll("ascii") String text, @ForAll byte place) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(Utf8.characters(bytes, bytes.length)).isEqualTo(bytes.length);
    bytes[Math.floorMod(place, bytes.length)] = (byte) 0xFF;
    assertThat(Utf8.characters(bytes, bytes.length)).isEqualTo(Utf8.MALFORMED);
  }

  @Provide
  Arbitrary<String> ascii() {
    return Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(40);
  }
}

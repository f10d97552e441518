package io.timestep.ngram.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FloatTextsTest {
  private final FloatTexts texts = new FloatTexts();

  private void assertAsFloatText(float value) {
    byte[] expected = new byte[FloatText.MAX_LENGTH];
    int length = FloatText.write(value, expected, 0);
    byte[] written = new byte[3 + FloatText.MAX_LENGTH];
    for (int time = 0; time < 2; time++) { // remembered the second time
      assertThat(texts.length(value)).isEqualTo(length);
      assertThat(texts.write(value, written, 3)).isEqualTo(3 + length);
      assertThat(new String(written, 3, length, US_ASCII))
          .isEqualTo(new String(expected, 0, length, US_ASCII));
    }
  }

  @Property(tries = 2000)
  void textsAreThoseOfEachFloat(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (Float.isFinite(value)) {
      assertAsFloatText(value);
    }
  }

  @Property(tries = 2000)
  void textsOfBackoffsAreToo(@ForAll int random) {
    assertAsFloatText(-between(0.001f, 8, random));
  }

  /** Of the numbers in plain notation these have the longest texts. */
  @Property(tries = 2000)
  void textsOfSmallNumbersFit(@ForAll int random) {
    assertAsFloatText(-between(9e-7f, 1.1e-4f, random));
  }

  /** Any float between two positive ones. */
  private static float between(float least, float most, int random) {
    int from = Float.floatToRawIntBits(least);
    return Float.intBitsToFloat(from + Math.floorMod(random, Float.floatToRawIntBits(most) - from));
  }

  @Example
  void aPlaceIsTakenByTheFloatThatCameLast() {
    for (int round = 0; round < 2; round++) {
      for (int i = 1; i < 20_000; i++) { // more than there are places
        assertAsFloatText(-i / 7f);
      }
    }
  }
}

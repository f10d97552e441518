package io.timestep.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ByteOrderTest {
  @Property
  void isTheOrderOfUtf8Bytes(@ForAll String a, @ForAll String b) {
    String x = wellFormed(a);
    String y = wellFormed(b);
    int bytes =
        Arrays.compareUnsigned(
            x.getBytes(StandardCharsets.UTF_8), y.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(ByteOrder.INSTANCE.compare(x, y))).isEqualTo(Integer.signum(bytes));
  }

  @Example
  void aCharacterBeyondTheFirstPlaneComesLast() {
    assertThat(ByteOrder.INSTANCE.compare("😀", "\uFF5E")).isPositive();
  }

  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}

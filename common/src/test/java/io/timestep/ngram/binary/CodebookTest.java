package io.timestep.ngram.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CodebookTest {
  @Example
  void binsOfEqualPopulationAreKeptByTheirMeans() {
    float[] values = new float[64];
    for (int i = 0; i < values.length; i++) {
      values[i] = -1 - i;
    }
    Codebook codebook = Codebook.of(values, 4);
    assertThat(codebook.size()).isEqualTo(16);
    assertThat(codebook.values()[0]).isEqualTo(-62.5f); // -61 to -64
    assertThat(codebook.values()[15]).isEqualTo(-2.5f);
    assertThat(codebook.values()[codebook.encode(-5)]).isEqualTo(-6.5f);
    assertThat(codebook.values()[codebook.encode(-4)]).isEqualTo(-2.5f);
  }

  @Example
  void fewValuesAreKeptAsTheyAre() {
    Codebook codebook = Codebook.of(new float[] {-3, -0f, -1, 0, -3}, 4);
    assertThat(codebook.values()).containsExactly(-3, -1, 0);
  }

  @Property(tries = 50)
  void zeroAndNothingAreExactAndAllElseIsNearest(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[500];
    for (int i = 0; i < values.length; i++) {
      int kind = random.nextInt(5);
      values[i] =
          kind == 0
              ? 0
              : kind == 1 ? Float.NEGATIVE_INFINITY : (float) (1 - 5 * random.nextDouble());
    }
    Codebook codebook = Codebook.of(values, 5);
    assertThat(codebook.size()).isEqualTo(32);
    for (float value : values) {
      float coded = codebook.values()[codebook.encode(value)];
      if (value == 0 || value == Float.NEGATIVE_INFINITY) {
        assertThat(coded).isEqualTo(value);
        continue;
      }
      for (float other : codebook.values()) {
        assertThat(Math.abs((double) coded - value))
            .isLessThanOrEqualTo(Math.abs((double) other - value));
      }
    }
  }
}

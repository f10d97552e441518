package io.timestep.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.timestep.sequence.DocumentSplit.Side;
import io.timestep.text.TextHash;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class DocumentSplitTest {
  private static final int DOCUMENTS = 20_000;

  @Property(tries = 30)
  void sidesHaveTheSharesAskedFor(
      @ForAll @DoubleRange(max = 0.49) double valid,
      @ForAll @DoubleRange(max = 0.49) double test,
      @ForAll long seed) {
    DocumentSplit split = new DocumentSplit(new SequenceConfig(valid, test, seed));
    int[] counts = new int[3];
    for (int i = 0; i < DOCUMENTS; i++) {
      switch (split.side("document " + i)) {
        case TRAIN -> counts[0]++;
        case VALID -> counts[1]++;
        case TEST -> counts[2]++;
      }
    }
    // Five standard deviations of a binomial share, at most 5 * sqrt(0.25 / n).
    assertThat(counts[1] / (double) DOCUMENTS).isCloseTo(valid, within(0.018));
    assertThat(counts[2] / (double) DOCUMENTS).isCloseTo(test, within(0.018));
  }

  @Property
  void theSameTextIsAlwaysOnTheSameSide(@ForAll String text, @ForAll long seed) {
    SequenceConfig config = new SequenceConfig(0.3, 0.3, seed);
    assertThat(new DocumentSplit(config).side(text))
        .isEqualTo(new DocumentSplit(config).side(TextHash.of(text)));
  }

  @Example
  void anotherSeedIsAnotherSplitAndNoFractionIsAllTraining() {
    DocumentSplit a = new DocumentSplit(new SequenceConfig(0.5, 0, 1));
    DocumentSplit b = new DocumentSplit(new SequenceConfig(0.5, 0, 2));
    DocumentSplit none = new DocumentSplit(new SequenceConfig(0, 0, 1));
    int different = 0;
    for (int i = 0; i < 1000; i++) {
      different += a.side("d" + i) != b.side("d" + i) ? 1 : 0;
      assertThat(none.side("d" + i)).isEqualTo(Side.TRAIN);
    }
    assertThat(different).isBetween(400, 600);
  }
}

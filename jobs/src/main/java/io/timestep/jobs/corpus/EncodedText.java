package io.timestep.jobs.corpus;

import io.timestep.sequence.DocumentSplit.Side;
import io.timestep.text.TextStats;
import java.io.Serializable;

/**
 * What encoding found.
 *
 * @param text of all lines
 * @param train size of this side of the split, as the next two
 */
record EncodedText(TextStats text, SplitCounts train, SplitCounts valid, SplitCounts test)
    implements Serializable {
  static final EncodedText EMPTY =
      new EncodedText(TextStats.EMPTY, SplitCounts.EMPTY, SplitCounts.EMPTY, SplitCounts.EMPTY);

  SplitCounts side(Side side) {
    return switch (side) {
      case TRAIN -> train;
      case VALID -> valid;
      case TEST -> test;
    };
  }

  SplitCounts total() {
    return train.merge(valid).merge(test);
  }

  EncodedText merge(EncodedText other) {
    return new EncodedText(
        text.merge(other.text),
        train.merge(other.train),
        valid.merge(other.valid),
        test.merge(other.test));
  }
}

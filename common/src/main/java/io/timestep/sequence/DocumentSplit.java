package io.timestep.sequence;

import io.timestep.text.TextHash;
import io.timestep.util.Seeds;
import java.io.Serializable;
import java.util.Locale;

/**
 * Deals documents into training, validation and test by a hash of their normalized text and a seed.
 * The same text always falls on the same side, so no copy of a training document is in the test,
 * and the split does not depend on the order of documents or on the cluster.
 */
public final class DocumentSplit implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double UNIT = 0x1p-53;

  /** A side of the split; its text is the name of its folder. */
  public enum Side {
    TRAIN,
    VALID,
    TEST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final SequenceConfig config;
  private final long salt;

  public DocumentSplit(SequenceConfig config) {
    this.config = config;
    this.salt = Seeds.derive(config.splitSeed(), "document-split");
  }

  /** The side of a document with this normalized text. */
  public Side side(String normalizedText) {
    return side(TextHash.of(normalizedText));
  }

  /**
   * The side of a document.
   *
   * @param textHash {@link TextHash} of its normalized text
   */
  public Side side(long textHash) {
    double u = (Seeds.mix(textHash ^ salt) >>> 11) * UNIT; // uniform in [0, 1)
    if (u < config.validFraction()) {
      return Side.VALID;
    }
    return u < config.validFraction() + config.testFraction() ? Side.TEST : Side.TRAIN;
  }
}

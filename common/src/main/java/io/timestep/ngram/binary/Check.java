package io.timestep.ngram.binary;

/** How much of a binary model is looked at before it is used. */
public enum Check {
  /** Every byte, against the checksums: the default wherever a file may have been damaged. */
  CHECKSUMS,
  /**
   * The manifest and, of each file, kind, version, length, and that it is the one the manifest
   * means: for files whose checksums were found right before. Takes no time.
   */
  SIZES
}

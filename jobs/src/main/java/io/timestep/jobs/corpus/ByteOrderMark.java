package io.timestep.jobs.corpus;

/** What is done with a byte order mark (U+FEFF) at the start of a file. */
public enum ByteOrderMark {
  /** It is no text. */
  OMIT,
  /** It is a part of the first word, as to a reader of bytes. */
  KEEP
}

package io.timestep.ngram.query;

/** Whether {@code <unk>} is foretold like a word. */
public enum Unknown {
  EXCLUDED,
  INCLUDED
}

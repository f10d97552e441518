package io.timestep.jobs.corpus;

/**
 * A row of the encoded text; a bean, as Spark's encoder takes primitive arrays from beans without
 * boxing and knows no records.
 */
public final class EncodedDocument {
  private long document;
  private int[] tokens = {};
  private int characters;
  private String split = "";

  /** The document's key: unique, increasing in the order of the corpus. */
  public long getDocument() {
    return document;
  }

  public void setDocument(long document) {
    this.document = document;
  }

  /** Ids of its words, then that of {@code </s>}. */
  public int[] getTokens() {
    return tokens;
  }

  public void setTokens(int[] tokens) {
    this.tokens = tokens;
  }

  /** Code points of its normalized text, and one for the line end. */
  public int getCharacters() {
    return characters;
  }

  public void setCharacters(int characters) {
    this.characters = characters;
  }

  /** {@code train}, {@code valid} or {@code test}. */
  public String getSplit() {
    return split;
  }

  public void setSplit(String split) {
    this.split = split;
  }
}

package io.timestep.text;

import io.timestep.config.Checks;
import java.io.Serializable;

/**
 * How a line of text becomes tokens ({@code text.*}).
 *
 * @param tokenizer what a token is
 * @param charUnit what a token of the {@code char} tokenizer is
 * @param normalization Unicode normalization form applied before anything else
 * @param lowerCase whether letters are lower-cased (root locale) after normalization
 * @param longLineBytes a line longer than this is counted as long and is tokenized piece by piece,
 *     cut at white space, so that memory stays bounded
 */
public record TextConfig(
    TokenizerKind tokenizer,
    CharUnit charUnit,
    Normalization normalization,
    boolean lowerCase,
    int longLineBytes)
    implements Serializable {

  /** What a token is. */
  public enum TokenizerKind {
    /** What stands between spaces, tabs, carriage returns and NULs: KenLM's words. */
    WHITESPACE,
    /** Words by UAX #29; punctuation is dropped. */
    WORD,
    /** Characters: {@link CharUnit}. */
    CHAR,
    /** Morphemes of Korean, by Lucene Nori. */
    KOREAN
  }

  /** What a token of the char tokenizer is. */
  public enum CharUnit {
    /** A Unicode code point; a Hangul syllable is one. */
    CODE_POINT,
    /** As the code point, but conjoining jamo are composed into syllables first. */
    SYLLABLE,
    /** Hangul syllables are decomposed into their jamo; all else by code point. */
    JAMO
  }

  /** Unicode normalization form (UAX #15). */
  public enum Normalization {
    NONE,
    NFC,
    NFKC
  }

  public TextConfig {
    new Checks("text").atLeast("long-line-bytes", longLineBytes, 1024).throwIfAny();
  }
}

package io.timestep.text;

import java.util.List;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.ko.KoreanTokenizer.DecompoundMode;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.util.AttributeFactory;

/** The tokenizers by their kind. */
public final class Tokenizers {
  private Tokenizers() {}

  /** A new tokenizer; it takes text that {@link TextNormalizer} has normalized. */
  public static Tokenizer create(TextConfig config) {
    return switch (config.tokenizer()) {
      case WHITESPACE -> new WhitespaceTokenizer();
      case WORD -> new LuceneTokenizer(words());
      case CHAR -> new CharTokenizer(config.charUnit());
      case KOREAN -> new LuceneTokenizer(korean());
    };
  }

  /** Normalizes and tokenizes one text, e.g. a prompt. */
  public static List<String> tokenize(TextConfig config, String text) {
    return create(config).tokenize(new TextNormalizer(config).normalize(text));
  }

  /**
   * UAX #29 words. Lucene cuts a token at 255 characters without a word unless told otherwise; its
   * own limit is 1,048,576, where a longer one is still cut.
   */
  private static StandardTokenizer words() {
    StandardTokenizer tokenizer = new StandardTokenizer();
    tokenizer.setMaxTokenLength(StandardTokenizer.MAX_TOKEN_LENGTH_LIMIT);
    return tokenizer;
  }

  /**
   * Nori with its own dictionary. A compound gives its parts alone (DISCARD): whole and parts
   * together (MIXED) would not be a sequence, and parts keep the vocabulary small. Unknown words
   * stay whole; punctuation is dropped, as {@link #words()} does.
   */
  private static KoreanTokenizer korean() {
    return new KoreanTokenizer(
        AttributeFactory.DEFAULT_ATTRIBUTE_FACTORY, null, DecompoundMode.DISCARD, false, true);
  }
}

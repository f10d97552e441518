package io.timestep.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Any tokenizer of Lucene. */
final class LuceneTokenizer implements Tokenizer {
  private final org.apache.lucene.analysis.Tokenizer tokenizer;
  private final CharTermAttribute term;

  LuceneTokenizer(org.apache.lucene.analysis.Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.term = tokenizer.addAttribute(CharTermAttribute.class);
  }

  @Override
  public void tokenize(String text, Consumer<String> sink) {
    try {
      tokenizer.setReader(new StringReader(text));
      tokenizer.reset();
      while (tokenizer.incrementToken()) {
        sink.accept(term.toString());
      }
      tokenizer.end();
      tokenizer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot tokenize from memory", e);
    }
  }

  @Override
  public String join(List<String> tokens) {
    return String.join(" ", tokens);
  }
}

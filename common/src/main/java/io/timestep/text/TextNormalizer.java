package io.timestep.text;

import java.text.Normalizer;
import java.util.Locale;

/** Unicode normalization, then lower case, as {@link TextConfig} says. */
public final class TextNormalizer {
  private final TextConfig config;

  public TextNormalizer(TextConfig config) {
    this.config = config;
  }

  public String normalize(String text) {
    String normal =
        switch (config.normalization()) {
          case NONE -> text;
          case NFC -> Normalizer.normalize(text, Normalizer.Form.NFC);
          case NFKC -> Normalizer.normalize(text, Normalizer.Form.NFKC);
        };
    return config.lowerCase() ? normal.toLowerCase(Locale.ROOT) : normal;
  }
}

package io.timestep.report;

import io.timestep.vocab.Vocabulary;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of a corpus and names of fields, as the page shows them. */
final class Words {
  private static final Pattern SPECIAL =
      Pattern.compile(
          String.join(
              "|",
              Pattern.quote(Vocabulary.UNKNOWN_WORD),
              Pattern.quote(Vocabulary.SENTENCE_START),
              Pattern.quote(Vocabulary.SENTENCE_END)));

  /** Names that splitting would not give. */
  private static final Map<String, String> NAMES =
      Map.of("nulBytes", "NUL bytes", "log10Prob", "log₁₀ probability");

  private Words() {}

  /** Text whose special tokens are set apart. */
  static void write(Html html, String text) {
    Matcher special = SPECIAL.matcher(text);
    int done = 0;
    while (special.find()) {
      html.text(text.substring(done, special.start()));
      html.element("span", special.group(), "class", "special");
      done = special.end();
    }
    html.text(text.substring(done));
  }

  /** The {@code lang} attribute that lets a reader speak, and a browser set, Korean; else null. */
  static String language(String text) {
    boolean hangul =
        text.codePoints()
            .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL);
    return hangul ? "ko" : null;
  }

  /** A field's name as words: "windowsLineEnds" is "Windows line ends". */
  static String ofField(String field) {
    String known = NAMES.get(field);
    if (known != null) {
      return known;
    }
    String words = field.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").replace('-', ' ');
    String lower = words.toLowerCase(Locale.ROOT);
    return lower.isEmpty()
        ? field
        : lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
  }
}

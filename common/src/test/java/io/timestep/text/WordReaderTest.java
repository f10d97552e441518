package io.timestep.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.text.TextConfig.CharUnit;
import io.timestep.text.TextConfig.Normalization;
import io.timestep.text.TextConfig.TokenizerKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordReaderTest {
  private static List<String> words(Normalization normalization, String latin1) {
    TextConfig config =
        new TextConfig(
            TokenizerKind.WHITESPACE, CharUnit.CODE_POINT, normalization, false, 1 << 20);
    byte[] line = (latin1 + " beyond").getBytes(StandardCharsets.ISO_8859_1);
    List<String> words = new ArrayList<>();
    WordReader.of(config)
        .read(
            line,
            latin1.length(),
            (bytes, from, to) ->
                words.add(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)));
    return words;
  }

  private static List<String> words(String latin1) {
    return words(Normalization.NONE, latin1);
  }

  @Test
  void bytes_are_parted_by_nul_tab_cr_space_and_lf_alone() {
    assertThat(words("  a\t\tb\rc\0d e\nf\r")).containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(words("a\u000Bb\fc\u0001d\u001Ce")).containsExactly("a\u000Bb\fc\u0001d\u001Ce");
    assertThat(words("")).isEmpty();
    assertThat(words(" \t\r\0")).isEmpty();
  }

  @Test
  void any_other_byte_is_a_part_of_a_word() {
    assertThat(words("\u00FF\u0080 \u00C2\u00A0 x\u00E9"))
        .containsExactly("\u00FF\u0080", "\u00C2\u00A0", "x\u00E9");
  }

  @Test
  void with_a_normal_form_bytes_are_read_as_text() {
    // e and a combining accent, in UTF-8, become one letter
    assertThat(words(Normalization.NFC, "e\u00CC\u0081 b")).containsExactly("\u00C3\u00A9", "b");
  }
}

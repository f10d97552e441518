package io.timestep.ngram.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.util.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.UniqueElements;

class LexiconTest {
  private static final byte[] SPECIALS = "<unk><s></s>".getBytes(StandardCharsets.US_ASCII);

  @Example
  void wordsFollowTheSpecialsInTheOrderGiven() {
    Lexicon lexicon = Lexicon.of(List.of("the", "한국어", "a"));
    assertThat(lexicon.size()).isEqualTo(6);
    assertThat(lexicon.id("<unk>")).isZero();
    assertThat(lexicon.id("<s>")).isEqualTo(1);
    assertThat(lexicon.id("</s>")).isEqualTo(2);
    assertThat(lexicon.id("the")).isEqualTo(3);
    assertThat(lexicon.word(4)).isEqualTo("한국어");
    assertThat(lexicon.length(4)).isEqualTo(9);
    assertThat(lexicon.id("th")).isZero();
    assertThat(lexicon.id("")).isZero();
  }

  @Property(tries = 200)
  void everyWordIsFoundWhereverItStandsInAText(
      @ForAll @UniqueElements List<@NotEmpty @CharRange(from = 'a', to = 'c') String> words) {
    Lexicon lexicon = Lexicon.of(words);
    byte[] text = String.join(" ", words).getBytes(StandardCharsets.UTF_8);
    int from = 0;
    for (int i = 0; i < words.size(); i++) {
      int to = from + words.get(i).length();
      assertThat(lexicon.id(text, from, to)).isEqualTo(i + 3);
      assertThat(lexicon.word(i + 3)).isEqualTo(words.get(i));
      from = to + 1;
    }
  }

  @Example
  void manyWordsAreToldApart() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      words.add("word-" + i);
    }
    Lexicon lexicon = Lexicon.of(words);
    for (int i = 0; i < words.size(); i++) {
      assertThat(lexicon.id(words.get(i))).isEqualTo(i + 3);
    }
    assertThat(lexicon.id("word-100000")).isZero();
  }

  @Example
  void wordsNeedNotBeValidUtf8() {
    byte[] blob = {'<', 'u', 'n', 'k', '>', '<', 's', '>', '<', '/', 's', '>', (byte) 0xFF, 'a'};
    Lexicon lexicon = new Lexicon(blob, new int[] {5, 8, 12, 13, 14});
    byte[] text = {'a', (byte) 0xFF, (byte) 0xFE};
    assertThat(lexicon.id(text, 1, 2)).isEqualTo(3);
    assertThat(lexicon.id(text, 2, 3)).isZero();
    assertThat(lexicon.word(3)).isEqualTo("\uFFFD");
    byte[] target = new byte[3];
    assertThat(lexicon.copy(3, target, 1)).isEqualTo(2);
    assertThat(target).containsExactly(0, 0xFF, 0);
  }

  @Example
  void theSameWordsComeOutOfSerialization() throws IOException, ClassNotFoundException {
    Lexicon lexicon = Lexicon.of(List.of("b", "a"));
    int lean = serialized(lexicon).length;
    assertThat(lexicon.id("a")).isEqualTo(4);
    assertThat(serialized(lexicon)).as("the table stays at home").hasSize(lean);
    Object read = new ObjectInputStream(new ByteArrayInputStream(serialized(lexicon))).readObject();
    assertThat(((Lexicon) read).id("a")).isEqualTo(4);
    assertThat(((Lexicon) read).fingerprint()).isEqualTo(lexicon.fingerprint());
  }

  @Example
  void theFingerprintKnowsWordsAndTheirOrder() {
    String print = Lexicon.of(List.of("ab", "c")).fingerprint();
    assertThat(Lexicon.of(List.of("ab", "c")).fingerprint()).isEqualTo(print);
    assertThat(Lexicon.of(List.of("c", "ab")).fingerprint()).isNotEqualTo(print);
    assertThat(Lexicon.of(List.of("a", "bc")).fingerprint()).isNotEqualTo(print);
  }

  @Example
  void refusesWhatIsNoLexicon() {
    assertThatThrownBy(() -> Lexicon.of(List.of("a", "a"))).hasMessageContaining("'a' twice");
    assertThatThrownBy(() -> Lexicon.of(List.of("<s>"))).hasMessageContaining("'<s>' twice");
    assertThatThrownBy(() -> Lexicon.of(List.of(""))).hasMessageContaining("empty");
    assertThatThrownBy(() -> new Lexicon(SPECIALS, new int[] {3, 8, 12}))
        .hasMessageContaining("begins with <unk>, <s> and </s>");
    assertThatThrownBy(() -> new Lexicon(SPECIALS, new int[] {5, 8, 11}))
        .hasMessageContaining("end at 11 of 12");
    Lexicon twice = new Lexicon("<unk><s></s>aa".getBytes(StandardCharsets.US_ASCII), ends());
    assertThatThrownBy(() -> twice.id("a")).hasMessageContaining("'a' twice");
  }

  @Example
  void moreTextThanAnArrayHoldsIsTheUsersToPutRight() {
    assertThatThrownBy(() -> Lexicon.checkedBytes(1L << 31))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("2147483648 bytes")
        .hasMessageContaining("limit the vocabulary");
  }

  private static int[] ends() {
    return new int[] {5, 8, 12, 13, 14};
  }

  private static byte[] serialized(Lexicon lexicon) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(lexicon);
    }
    return bytes.toByteArray();
  }
}

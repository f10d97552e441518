package io.timestep.vocab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.util.LocalStore;
import io.timestep.util.UserException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyFileTest {
  private static final String HEAD = "id\tword\tcount\n0\t<unk>\t1\n1\t<s>\t0\n2\t</s>\t2\n";

  @TempDir private Path folder;
  private final LocalStore store = new LocalStore();
  private String file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("vocab.tsv").toString();
  }

  @Test
  void readsWhatItWrites() {
    List<WordCount> odd =
        List.of(new WordCount("t\ta\\b\nc\r", 3), new WordCount("\u0085한😀\u000B", 2));
    Vocabulary vocabulary = VocabularyBuilder.build(odd, new VocabConfig(0, 1), 5, 1);
    VocabularyFile.write(store, file, vocabulary);
    Vocabulary read = VocabularyFile.read(store, file);
    assertThat(read.words()).isEqualTo(vocabulary.words());
    assertThat(read.count(3)).isEqualTo(3);
    assertThat(read.fingerprint()).isEqualTo(vocabulary.fingerprint());
  }

  @Test
  void saysWhereAFileIsWrong() {
    assertWrong("", ":1: expected the heading");
    assertWrong("id\tword\tcount\n0\ta\t1\n", ":2: expected <unk>, <s> and </s>");
    assertWrong(HEAD + "3\ta\n", ":5: expected id<TAB>word<TAB>count, got '3\ta'");
    assertWrong(HEAD + "4\ta\t1\n", ":5: expected id 3, got '4'");
    assertWrong(HEAD + "3\ta\tx\n", ":5: expected a count of 0 or more, got 'x'");
    assertWrong(HEAD + "3\ta\t-1\n", ":5: expected a count of 0 or more, got '-1'");
    assertWrong(HEAD + "3\ta\\x\t1\n", ":5: expected \\\\, \\t, \\n or \\r after a backslash");
    assertWrong(HEAD + "3\ta\t1\n4\ta\t1\n", "has 'a' twice");
  }

  @Test
  void aMissingFileIsTheUsersToPutRight() {
    assertThatThrownBy(() -> VocabularyFile.read(store, file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no such file");
  }

  private void assertWrong(String content, String message) {
    store.writeString(file, content);
    assertThatThrownBy(() -> VocabularyFile.read(store, file))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file)
        .hasMessageContaining(message);
  }
}

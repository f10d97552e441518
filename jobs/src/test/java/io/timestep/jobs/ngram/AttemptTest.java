package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.util.LocalStore;
import io.timestep.util.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptTest {
  @TempDir private Path temporary;
  private final Store store = new LocalStore();

  private String folder() {
    return temporary.resolve("files").toString();
  }

  private String write(String text) {
    return Attempt.write(
        store,
        folder(),
        attempt -> {
          store.writeString(attempt + "/one", text);
          assertThat(store.list(folder())).as("while it is written").doesNotContain("two");
          store.writeString(attempt + "/two", text);
          return "done";
        });
  }

  @Test
  void files_appear_when_all_are_whole_and_nothing_else() {
    assertThat(write("text")).isEqualTo("done");

    assertThat(store.list(folder())).containsExactly("one", "two");
    assertThat(store.readString(folder() + "/two")).isEqualTo("text");
  }

  @Test
  void an_attempt_that_fails_leaves_nothing() {
    assertThatThrownBy(
            () ->
                Attempt.write(
                    store,
                    folder(),
                    attempt -> {
                      store.writeString(attempt + "/one", "te");
                      throw new UncheckedIOException(new IOException("no space left"));
                    }))
        .hasMessageContaining("no space left");

    assertThat(store.list(folder())).isEmpty();
  }

  @Test
  void an_attempt_that_comes_late_touches_no_file_of_the_first() {
    write("text");

    Attempt.write(
        store,
        folder(),
        attempt -> {
          store.writeString(attempt + "/one", "la");
          assertThat(store.readString(folder() + "/one")).isEqualTo("text");
          return null;
        });

    assertThat(store.list(folder())).containsExactly("one", "two");
    assertThat(store.readString(folder() + "/one")).isEqualTo("text");
  }

  @Test
  void what_a_lost_attempt_has_left_is_deleted() {
    write("text");
    store.writeString(folder() + "/_attempt-17/one", "te");

    Attempt.deleteLost(store, folder());

    assertThat(store.list(folder())).containsExactly("one", "two");
  }
}

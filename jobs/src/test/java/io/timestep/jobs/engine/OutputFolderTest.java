package io.timestep.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir Path temporary;
  private final Store store = new HadoopStore(new Configuration());
  private String output;

  @BeforeEach
  void nameTheOutput() {
    output = temporary.resolve("out").toString();
  }

  private void write(String text, Existing existing) {
    write(store, text, existing);
  }

  private void write(Store medium, String text, Existing existing) {
    OutputFolder.write(
        medium,
        output,
        Kind.STATS,
        existing,
        folder -> {
          store.writeString(folder + "/data", text);
          return Map.of("length", text.length());
        });
  }

  @Test
  void aFinishedFolderHoldsDataResultAndMarkerAndNothingElseIsLeft() {
    write("one", Existing.REFUSE);

    assertThat(store.list(output)).contains("_SUCCESS", "data", "metrics.json");
    assertThat(store.list(output)).doesNotContain("_UNFINISHED");
    assertThat(store.list(temporary.toString())).containsExactly("out");
    assertThat(OutputFolder.isOfKind(store, output, Kind.STATS)).isTrue();
    assertThat(OutputFolder.isOfKind(store, output, Kind.MODEL)).isFalse();
  }

  @Test
  void aFailedJobLeavesNothing() {
    assertThatThrownBy(
            () ->
                OutputFolder.write(
                    store,
                    output,
                    Kind.STATS,
                    Existing.REFUSE,
                    folder -> {
                      store.writeString(folder + "/data", "half");
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");

    assertThat(store.list(temporary.toString())).isEmpty();
  }

  @Test
  void anExistingFolderIsRefusedOrReplacedAsAsked() {
    write("one", Existing.REFUSE);

    assertThatThrownBy(() -> write("two", Existing.REFUSE))
        .isInstanceOf(UserException.class)
        .hasMessage(output + ": exists already; choose another --output or add --overwrite");
    assertThat(store.readString(output + "/data")).isEqualTo("one");

    write("two", Existing.REPLACE);
    assertThat(store.readString(output + "/data")).isEqualTo("two");
    assertThat(store.list(temporary.toString())).containsExactly("out");
  }

  @Test
  void aJobThatFailsKeepsTheFolderItWouldReplace() {
    write("one", Existing.REFUSE);

    assertThatThrownBy(
            () ->
                OutputFolder.write(
                    store,
                    output,
                    Kind.STATS,
                    Existing.REPLACE,
                    folder -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");

    assertThat(store.readString(output + "/data")).isEqualTo("one");
  }

  @Test
  void aFolderThatWasNotWrittenHereIsNeverReplaced() {
    store.writeString(output + "/letter", "mine");
    store.writeString(output + "/_SUCCESS", "");

    assertThatThrownBy(() -> write("two", Existing.REPLACE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("was not written by Timestep");
    assertThat(store.readString(output + "/letter")).isEqualTo("mine");
  }

  @Test
  void aFolderOfAnotherKindIsNeverReplaced() {
    store.writeString(output + "/weights", "trained for days");
    store.writeString(output + "/_SUCCESS", "{\"kind\":\"model\",\"format\":1}");

    assertThatThrownBy(() -> write("two", Existing.REPLACE))
        .isInstanceOf(UserException.class)
        .hasMessage(
            output
                + ": is a model folder of train; --overwrite replaces only the same kind, here"
                + " stats; choose another --output, or delete it first");
    assertThat(store.readString(output + "/weights")).isEqualTo("trained for days");
    assertThat(store.list(temporary.toString())).containsExactly("out");
  }

  @Test
  void anEmptyFolderIsTaken() {
    store.writeString(output + "/x", "");
    store.delete(output + "/x");

    write("one", Existing.REFUSE);

    assertThat(store.readString(output + "/data")).isEqualTo("one");
  }

  @Test
  void aFileIsNoFolder() {
    store.writeString(output, "a file");

    assertThatThrownBy(() -> write("two", Existing.REPLACE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void anOutputBelowAFileIsTheUsersErrorBeforeAnyWork() {
    store.writeString(output, "a file");

    assertThatThrownBy(
            () ->
                OutputFolder.write(
                    store,
                    output + "/below",
                    Kind.STATS,
                    Existing.REFUSE,
                    folder -> {
                      throw new IllegalStateException("worked");
                    }))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(output + "/below");
  }

  @Test
  void anInterruptedJobsFolderIsDeletedAtShutdownAndNeverPutInPlace() {
    assertThatThrownBy(
            () ->
                OutputFolder.write(
                    store,
                    output,
                    Kind.STATS,
                    Existing.REFUSE,
                    folder -> {
                      store.writeString(folder + "/data", "half");
                      OutputFolder.deleteUnfinished();
                      assertThat(store.list(temporary.toString())).isEmpty();
                      return Map.of();
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store.list(temporary.toString())).isEmpty();
  }

  /** Replaces a finished folder on a store where something happens at the second renaming. */
  private void replaceOn(Store medium, Runnable atTheSecondRenaming) {
    AtomicInteger renamings = new AtomicInteger();
    Store disturbed =
        new StoreAround(medium) {
          @Override
          public void rename(String from, String to) {
            if (renamings.incrementAndGet() == 2) {
              atTheSecondRenaming.run();
            }
            super.rename(from, to);
          }
        };
    write("old", Existing.REFUSE);
    write(disturbed, "new", Existing.REPLACE);
  }

  /** The interrupted process may end at this moment, or get to the end of the renaming. */
  @Test
  void anInterruptionWhileAFolderIsReplacedLosesNeitherAndNamesBoth() {
    replaceOn(
        store,
        () -> {
          List<String> told = OutputFolder.deleteUnfinished();

          List<String> left = store.list(temporary.toString());
          assertThat(left)
              .hasSize(2)
              .allMatch(name -> name.matches("out\\.(old|part)-[0-9a-f]{8}"));
          assertThat(told).singleElement().asString().contains(left);
          assertThat(store.readString(temporary + "/" + left.get(0) + "/data")).isEqualTo("old");
          assertThat(store.readString(temporary + "/" + left.get(1) + "/data")).isEqualTo("new");
        });

    assertThat(store.readString(output + "/data")).isEqualTo("new");
    assertThat(store.list(temporary.toString())).containsExactly("out");
    assertThat(OutputFolder.finished()).contains(output);
    assertThat(OutputFolder.deleteUnfinished()).isEmpty();
  }

  @Test
  void aFileInAnOutputIsNotFinishedBeforeTheOutput() {
    OutputFolder.write(
        store,
        output,
        Kind.REPORT,
        Existing.REFUSE,
        folder ->
            OutputFile.write(
                store,
                folder + "/page.html",
                page -> {
                  store.writeString(page, "a page");
                  return Map.of();
                }));

    assertThat(store.readString(output + "/page.html")).isEqualTo("a page");
    assertThat(OutputFolder.finished())
        .filteredOn(path -> path.startsWith(output))
        .containsExactly(output);
  }

  @Test
  void whereTheOldFolderCannotComeBackBothAreKeptAndNamed() {
    Store broken =
        new StoreAround(store) {
          @Override
          public void rename(String from, String to) {
            if (to.equals(output)) {
              throw new UncheckedIOException(new IOException("no network"));
            }
            super.rename(from, to);
          }
        };
    write("old", Existing.REFUSE);

    assertThatThrownBy(() -> write(broken, "new", Existing.REPLACE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(output + ".old-", output + ".part-")
        .hasRootCauseMessage("no network");

    assertThat(store.list(temporary.toString()))
        .extracting(name -> store.readString(temporary + "/" + name + "/data"))
        .containsExactly("old", "new");
  }

  @Test
  void theOldFolderComesBackWhereTheNewOneCannotBePutInPlace() {
    assertThatThrownBy(
            () ->
                replaceOn(
                    store,
                    () -> {
                      store.writeString(output + "/data", "copied in part"); // as object stores do
                      throw new UncheckedIOException(new IOException("no network"));
                    }))
        .hasMessageContaining("no network");

    assertThat(store.readString(output + "/data")).isEqualTo("old");
    assertThat(store.list(temporary.toString())).containsExactly("out");
  }

  @Test
  void requireTellsWhatIsWrong() {
    assertThatThrownBy(() -> OutputFolder.require(store, output, Kind.MODEL))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no such folder");
    write("one", Existing.REFUSE);
    assertThatThrownBy(() -> OutputFolder.require(store, output, Kind.MODEL))
        .isInstanceOf(UserException.class)
        .hasMessage(
            output + ": is a stats folder of stats; expected a model folder, as train writes it");
    store.writeString(output + "/_SUCCESS", "");
    assertThatThrownBy(() -> OutputFolder.require(store, output, Kind.MODEL))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is no model folder")
        .hasMessageEndingWith("expected a model folder, as train writes it");
    store.writeString(output + "/_SUCCESS", "{\"kind\":\"model\",\"format\":2}");
    assertThatThrownBy(() -> OutputFolder.require(store, output, Kind.MODEL))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("written in format 2, this version reads up to 1");
  }
}

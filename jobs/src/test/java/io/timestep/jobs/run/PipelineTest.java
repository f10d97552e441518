package io.timestep.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.util.LocalStore;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
  record Words(long words) {}

  @TempDir Path temporary;
  private final Store store = new LocalStore();
  private final List<String> ran = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private String root;

  @BeforeEach
  void nameTheRoot() {
    root = temporary.resolve("out").toString();
  }

  private Stage stage(String name, String basis, String... after) {
    return new Stage(
        name,
        Kind.TEXT,
        List.of(after),
        basis,
        folder -> {
          ran.add(name);
          store.writeString(folder + "/data.txt", basis);
          return new Words(basis.length());
        });
  }

  private List<Stage> stages(String first, String second, String third) {
    return List.of(stage("first", first), stage("second", second, "first"), stage("third", third));
  }

  private List<StageResult> run(List<Stage> stages) {
    ran.clear();
    told.clear();
    return new Pipeline(store, root, Existing.REFUSE, told::add).run(stages);
  }

  @Test
  void stagesRunInOrderEachIntoItsFolder() {
    List<StageResult> results = run(stages("a", "bb", "ccc"));

    assertThat(ran).containsExactly("first", "second", "third");
    assertThat(told).containsExactly("first: running", "second: running", "third: running");
    assertThat(results).extracting(StageResult::skipped).containsOnly(false);
    assertThat(results)
        .extracting(r -> r.result().get("words").asLong())
        .containsExactly(1L, 2L, 3L);
    assertThat(store.readString(root + "/second/data.txt")).isEqualTo("bb");
  }

  @Test
  void unchangedStagesAreSkippedWithTheirOldResult() {
    List<StageResult> before = run(stages("a", "bb", "ccc"));

    List<StageResult> after = run(stages("a", "bb", "ccc"));

    assertThat(ran).isEmpty();
    assertThat(told)
        .containsExactly(
            "first: unchanged, skipped", "second: unchanged, skipped", "third: unchanged, skipped");
    assertThat(after).extracting(StageResult::skipped).containsOnly(true);
    assertThat(after)
        .extracting(StageResult::result)
        .isEqualTo(before.stream().map(StageResult::result).toList());
  }

  @Test
  void aChangeRunsItsStageAndThoseThatReadItAndNoOther() {
    run(stages("a", "b", "c"));

    run(stages("A", "b", "c"));

    assertThat(ran).containsExactly("first", "second");
    assertThat(store.readString(root + "/first/data.txt")).isEqualTo("A");
  }

  @Test
  void aStageThatFailsKeepsItsOldFolderAndIsRunAgain() {
    run(stages("a", "b", "c"));
    Stage failing =
        new Stage(
            "second",
            Kind.TEXT,
            List.of("first"),
            "B",
            folder -> {
              store.writeString(folder + "/data.txt", "half");
              throw new UserException("no");
            });

    assertThatThrownBy(() -> run(List.of(stage("first", "a"), failing)))
        .isInstanceOf(UserException.class);

    assertThat(store.readString(root + "/second/data.txt")).isEqualTo("b");
    assertThat(store.list(root)).containsExactly("first", "run.json", "second", "third");
    run(stages("a", "B", "c"));
    assertThat(ran).containsExactly("second");
  }

  @Test
  void whatAStageLeavesToDoIsDoneOnceItsFolderIsInPlaceAndNotWhenItIsSkipped() {
    List<Boolean> inPlace = new ArrayList<>();
    Stage stage =
        new Stage(
            "only",
            Kind.TEXT,
            List.of(),
            "a",
            folder -> new Words(1),
            () -> inPlace.add(store.exists(root + "/only/metrics.json")));

    run(List.of(stage));
    assertThat(inPlace).containsExactly(true);

    run(List.of(stage));
    assertThat(inPlace).hasSize(1);
  }

  @Test
  void aStageThatFailsLeavesNothingToDo() {
    Stage failing =
        new Stage(
            "only",
            Kind.TEXT,
            List.of(),
            "a",
            folder -> {
              throw new UserException("no");
            },
            () -> ran.add("cleared"));

    assertThatThrownBy(() -> run(List.of(failing))).isInstanceOf(UserException.class);
    assertThat(ran).isEmpty();
  }

  @Test
  void replacingRunsEverythingAgain() {
    run(stages("a", "b", "c"));

    ran.clear();
    new Pipeline(store, root, Existing.REPLACE, told::add).run(stages("a", "b", "c"));

    assertThat(ran).containsExactly("first", "second", "third");
  }

  @Test
  void aDeletedFolderIsMadeAgain() {
    run(stages("a", "b", "c"));
    store.delete(root + "/second");

    run(stages("a", "b", "c"));

    assertThat(ran).containsExactly("second");
  }

  @Test
  void aFolderWithOtherThingsIsLeftAlone() throws Exception {
    Files.createDirectories(Path.of(root));
    Files.writeString(Path.of(root, "letter.txt"), "mine");

    assertThatThrownBy(() -> run(stages("a", "b", "c")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("holds something else");
    assertThat(store.list(root)).containsExactly("letter.txt");
  }

  @Test
  void aStageMustStandAfterThoseItReads() {
    assertThatThrownBy(() -> run(List.of(stage("second", "b", "first"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("second reads first");
  }
}

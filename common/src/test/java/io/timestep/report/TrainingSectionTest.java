package io.timestep.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What the page says of how a training went. */
class TrainingSectionTest {
  @TempDir Path temp;
  private ResultFolders folders;

  @BeforeEach
  void setUp() {
    folders = new ResultFolders(temp.resolve("out").toString());
  }

  @Test
  void tellsWhatWasRunAgainAndWhyTheTrainingEndedBeforeItsLastEpoch() throws Exception {
    String model = folders.model("m", 1, 2, 260);
    folders.write("m", "model.conf", "train { epochs = 10 }");
    Files.writeString(
        Path.of(model, "history.jsonl"),
        """
        {"event":"rate-change","epoch":1,"round":7,"tokens":0,"cause":"divergence","rateScale":0.5}
        {"event":"rate-change","epoch":1,"round":7,"tokens":0,"cause":"divergence","rateScale":0.25}
        {"event":"rate-change","epoch":3,"round":121,"tokens":0,"cause":"plateau","rateScale":0.125}
        {"event":"early-stop","epoch":3,"round":180,"tokens":0,"bestEpoch":2}
        {"event":"of-a-newer-version"}
        """,
        StandardOpenOption.APPEND);

    assertThat(paragraphs(ReportPageTest.parse(ReportPageTest.page(model))))
        .contains(
            "Rounds that diverged were run again with half the learning rate: 2 times, the last"
                + " time in epoch 1, round 7. Where validation did not become better the learning"
                + " rate was lowered: once, from epoch 3 on. At the end it was"
                + " 12.5% of the schedule’s. Validation did not become better: training ended after"
                + " epoch 3 of 10, and the model is that of epoch 2.");
  }

  @Test
  void tellsOfEachOfSeveralModelsWhatHappenedToIt() throws Exception {
    String calm = folders.model("calm", 1, 2, 260);
    String stopped = folders.model("stopped", 2, 2, 260);
    Files.writeString(
        Path.of(stopped, "history.jsonl"),
        "{\"event\":\"early-stop\",\"epoch\":3,\"round\":180,\"tokens\":0,\"bestEpoch\":2}\n",
        StandardOpenOption.APPEND);

    assertThat(paragraphs(ReportPageTest.parse(ReportPageTest.page(calm, stopped))))
        .filteredOn(text -> text.contains("Validation did not become better"))
        .singleElement()
        .asString()
        .startsWith("stopped: Validation did not");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train { epochs = 1 } | averaged by tokens.",
        "train.outer.rule = average | averaged by tokens.",
        "train.outer.rule = bmuf | averaged by tokens, and the rule bmuf moves the model.",
        "train { master = dl4j-stock, outer.rule = average } | an epoch of dl4j-spark’s own",
        "model.layers = 1 | then they are merged."
      })
  void theRuleOfTheMergeIsTheModelsOwn(String configuration, String expected) {
    String model = folders.model("m", 1, 2, 260);
    folders.write("m", "model.conf", configuration);

    assertThat(ReportPageTest.page(model)).contains(expected);
  }

  private static List<String> paragraphs(Document document) {
    NodeList paragraphs = document.getElementsByTagName("p");
    return IntStream.range(0, paragraphs.getLength())
        .mapToObj(i -> paragraphs.item(i).getTextContent())
        .toList();
  }
}

package io.timestep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
  enum CellKind {
    LSTM,
    PLAIN_RNN
  }

  record Rate(double peak, boolean warm) {
    Rate {
      new Checks("train.rate").positive("peak", peak).throwIfAny();
    }
  }

  record Train(int replicas, int epochs, long seed, CellKind cell, Rate rate) {
    Train {
      new Checks("train")
          .atLeast("replicas", replicas, 1)
          .atLeast("epochs", epochs, 1)
          .throwIfAny();
    }
  }

  record Page(String title, List<String> authors) {}

  record Sample(Train train, Page page) {}

  private static final Config REFERENCE =
      ConfigFactory.parseString(
          """
          train { replicas = 2, epochs = 1, seed = 9007199254740993, cell = lstm
                  rate { peak = 1e-3, warm = false } }
          page { title = "A page", authors = [] }
          """,
          ConfigParseOptions.defaults().setOriginDescription(Origins.DEFAULT));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("my.conf");
  }

  private static SettingsLoader<Sample> loader() {
    return SettingsLoader.of(Sample.class, REFERENCE);
  }

  private SettingsLoader<Sample> loader(String text) throws IOException {
    Files.writeString(file, text);
    return loader().file(file);
  }

  private static void assertProblems(SettingsLoader<Sample> loader, String... lines) {
    assertThatThrownBy(loader::load)
        .isInstanceOf(UserException.class)
        .hasMessage(String.join("\n", lines));
  }

  @Test
  void defaultsFillEveryTypeOfComponentWithAllDigits() {
    assertThat(loader().load().settings())
        .isEqualTo(
            new Sample(
                new Train(2, 1, 9007199254740993L, CellKind.LSTM, new Rate(0.001, false)),
                new Page("A page", List.of())));
  }

  @Test
  void fileLiesOverDefaultsThenAssignmentsInOrderThenOptions() throws IOException {
    Sample settings =
        loader("train { replicas = 3, epochs = 3, seed = 3, cell = plain-rnn }")
            .set("train.epochs=4")
            .set("train.seed=4")
            .set("train.seed=5")
            .option("--seed", "train.seed", "6")
            .load()
            .settings();

    assertThat(settings.train())
        .isEqualTo(new Train(3, 4, 6, CellKind.PLAIN_RNN, new Rate(0.001, false)));
  }

  @Test
  void everyProblemIsReportedAtOnceWithItsPosition() throws IOException {
    SettingsLoader<Sample> loader =
        loader(
                """
                train {
                  replicas = 0
                  seed = 1.5
                  cell = gru
                }
                train.rate.peak = fast
                train.rate.warm = yes
                page.authors = me
                """)
            .set("train.rate.peak=-1")
            .option("--epochs", "train.epochs", "abc");

    assertProblems(
        loader,
        "--epochs abc: train.epochs must be a whole number, got abc",
        file + ":3: train.seed must be a whole number, got 1.5",
        file + ":4: train.cell must be one of lstm, plain-rnn, got gru",
        file + ":7: train.rate.warm must be true or false, got yes",
        "--set train.rate.peak=-1: train.rate.peak must be greater than 0, got -1.0",
        file + ":2: train.replicas must be at least 1, got 0",
        file + ":8: page.authors must be a list, e.g. [\"a\", \"b\"], got me");
  }

  @Test
  void numbersOutOfRangeOfTheirTypeAreRefused() {
    assertProblems(
        loader()
            .set("train.replicas=3000000000")
            .set("train.seed=1e400000000")
            .set("train.rate.peak=1e999"),
        "--set train.replicas=3000000000: train.replicas must be a whole number from -2147483648 to"
            + " 2147483647, got 3000000000",
        "--set train.seed=1e400000000: train.seed must be a whole number from -9223372036854775808"
            + " to 9223372036854775807, got 1e400000000",
        "--set train.rate.peak=1e999: train.rate.peak must be a number that fits 64-bit floating"
            + " point, got 1e999");
  }

  @Test
  void unknownKeysNameTheNearestKnownKey() throws IOException {
    assertProblems(
        loader("train {\n  replica = 3\n  peak = 1\n}\ntrian { epochs = 1 }\ncolour = red")
            .set("train.epochS=3"),
        file + ":5: unknown key trian; did you mean train?",
        file + ":6: unknown key colour; --print-config shows the keys there are",
        "--set train.epochS=3: unknown key train.epochS; did you mean train.epochs?",
        file + ":2: unknown key train.replica; did you mean train.replicas?",
        file + ":3: unknown key train.peak; did you mean train.rate.peak?");
  }

  @Test
  void aGroupIsNoValueAndAValueNoGroup() {
    assertProblems(
        loader().set("train.rate=3").set("page.title={ a = 1 }"),
        "--set train.rate=3: train.rate must be a group of settings in { }",
        "--set page.title={ a = 1 }: page.title must be a text, got {\"a\":1}");
  }

  @Test
  void nullIsNoValue() throws IOException {
    assertProblems(
        loader("train.epochs = null"), file + ":1: train.epochs must be a whole number, got null");
  }

  @Test
  void assignedValuesAreTakenAsTheyStandUnlessTheyAreHoconBrackets() {
    Page page =
        loader()
            .set("page.title=C# // and: more")
            .set("page.authors=[\"hdfs://a/b\", c]")
            .load()
            .settings()
            .page();

    assertThat(page).isEqualTo(new Page("C# // and: more", List.of("hdfs://a/b", "c")));
  }

  @Test
  void malformedAssignmentsAreReportedTogether() {
    assertThatThrownBy(() -> loader().set("train").set("=3").set("page.authors=[a").load())
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "--set train: expected key=value, e.g. --set train.replicas=2\n--set =3: expected key")
        .hasMessageContaining("\n--set page.authors=[a: ");
  }

  @Test
  void syntaxAndValuesAreReportedTogether() throws IOException {
    assertProblems(
        loader("train.replicas = 0").set("train").option("--epochs", "train.epochs", "0"),
        "--set train: expected key=value, e.g. --set train.replicas=2",
        file + ":1: train.replicas must be at least 1, got 0",
        "--epochs 0: train.epochs must be at least 1, got 0");
  }

  @Test
  void syntaxAndASubstitutionThatCannotBeMadeAreReportedTogether() throws IOException {
    SettingsLoader<Sample> loader = loader("page.title = ${NO_SUCH_VARIABLE_HERE}").set("train");

    assertThatThrownBy(loader::load)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("--set train: expected key=value")
        .hasMessageContaining("\n" + file + ":1: ");
  }

  @Test
  void valuesAreNotJudgedWithoutTheFileTheyWereMeantFor() throws IOException {
    SettingsLoader<Sample> loader = loader("train {").set("train.replicas=0").set("page");

    assertThatThrownBy(loader::load)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + ":1: ")
        .hasMessageEndingWith("\n--set page: expected key=value, e.g. --set train.replicas=2");
  }

  @Test
  void aMissingFileIsNamed() {
    assertProblems(
        loader().file(Path.of("no/such.conf")),
        "no/such.conf: no such file; --config takes a HOCON file");
  }

  @Test
  void aFolderIsNoFile() {
    assertProblems(
        loader().file(folder), folder + ": is no readable file; --config takes a HOCON file");
  }

  @Test
  void anUnparsableFileIsReportedWithItsLine() throws IOException {
    SettingsLoader<Sample> loader = loader("train {\n  replicas = = 2\n}");

    assertThatThrownBy(loader::load)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + ":2: ");
  }

  @Test
  void environmentVariablesAreSubstitutedWhereTheyAreSet() throws IOException {
    Map.Entry<String, String> set = System.getenv().entrySet().iterator().next();

    Page page =
        loader(
                """
                page.title = ${%s}
                page.authors = [${?NO_SUCH_VARIABLE_HERE}, me]
                train.replicas = 3
                train.replicas = ${?NO_SUCH_VARIABLE_HERE}
                """
                    .formatted("\"" + set.getKey() + "\""))
            .load()
            .settings()
            .page();

    assertThat(page).isEqualTo(new Page(set.getValue(), List.of("me")));
  }

  @Test
  void aSubstitutionThatCannotBeMadeIsReportedWithItsLine() throws IOException {
    SettingsLoader<Sample> loader = loader("\npage.title = ${NO_SUCH_VARIABLE_HERE}");

    assertThatThrownBy(loader::load)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + ":2: ")
        .hasMessageContaining("NO_SUCH_VARIABLE_HERE");
  }

  @Test
  void printShowsWhereEachValueWasSetAndReadsBackAsTheSame() throws IOException {
    LoadedSettings<Sample> loaded =
        loader("\npage.title = \"say \\\"hi\\\" # x\"")
            .set("train.rate.peak=0.5")
            .option("--epochs", "train.epochs", "7")
            .load();

    assertThat(loaded.print())
        .isEqualTo(
            """
            train {
              replicas = 2  # default
              epochs = 7  # from --epochs 7
              seed = 9007199254740993  # default
              cell = lstm  # default
              rate {
                peak = 0.5  # from --set train.rate.peak=0.5
                warm = false  # default
              }
            }
            page {
              title = "say \\"hi\\" # x"  # from %s:2
              authors = []  # default
            }
            """
                .formatted(file));
    assertThat(loader(loaded.print()).load().settings()).isEqualTo(loaded.settings());
  }
}

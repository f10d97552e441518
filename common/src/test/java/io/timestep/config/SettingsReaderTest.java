package io.timestep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.nn.ModelConfig;
import io.timestep.report.ReportConfig;
import io.timestep.train.ClipConfig;
import io.timestep.train.OuterConfig;
import io.timestep.util.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
  private static final ModelConfig MODEL =
      new ModelConfig(
          ModelConfig.Cell.GRU, 1, 2, 3, 0.25, ModelConfig.Softmax.FULL, List.of(), false);

  /** MODEL as it was written when models had fewer settings. */
  private static final String FIRST_FORMAT =
      """
      model {
        cell = gru
        layers = 1
        hidden-size = 2
        embedding-size = 3
        dropout = 0.25
      }
      """;

  @Property(tries = 100)
  void whatIsWrittenIsReadBack(
      @ForAll String title,
      @ForAll @IntRange(min = 1) int top,
      @ForAll @DoubleRange(min = 0, max = 1e300) double norm) {
    Map<String, Record> groups = new LinkedHashMap<>();
    groups.put("report", new ReportConfig(title, top));
    groups.put("train.clip", new ClipConfig(norm));

    String text = SettingsWriter.render(groups);

    assertThat(SettingsReader.bind(text, "model.conf", "report", ReportConfig.class))
        .isEqualTo(groups.get("report"));
    assertThat(SettingsReader.bind(text, "model.conf", "train.clip", ClipConfig.class))
        .isEqualTo(groups.get("train.clip"));
  }

  @Test
  void problemsCarryTheSourceAndTheLine() {
    String text =
        SettingsWriter.render(Map.of("model", MODEL))
            .replace("layers = 1", "layers = many")
            .replace("dropout = ", "drop-out = ");

    assertThatThrownBy(() -> SettingsReader.bind(text, "model.conf", "model", ModelConfig.class))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            model.conf:6: unknown key model.drop-out; did you mean model.dropout?
            model.conf:3: model.layers must be a whole number, got many
            model.conf:1: model.dropout is missing""");
  }

  @Test
  void keysThatAnOlderTextHasNotAreAsTheyWereBeforeThereWereAny() {
    assertThat(SettingsReader.bind(FIRST_FORMAT, "model.conf", "model", ModelConfig.class))
        .isEqualTo(MODEL);
  }

  @Test
  void aKeyThatIsMistypedOrWasAlwaysThereIsNoAbsentOne() {
    String text = FIRST_FORMAT.replace("layers = 1", "tie-weight = true");

    assertThatThrownBy(() -> SettingsReader.bind(text, "model.conf", "model", ModelConfig.class))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            model.conf:3: unknown key model.tie-weight; did you mean model.tie-weights?
            model.conf:1: model.layers is missing""");
  }

  @Test
  void valuesOutOfRangeCarryTheirLine() {
    String text = SettingsWriter.render(Map.of("model", MODEL)).replace("layers = 1", "layers = 0");

    assertThatThrownBy(() -> SettingsReader.bind(text, "model.conf", "model", ModelConfig.class))
        .hasMessage("model.conf:3: model.layers must be at least 1, got 0");
  }

  @Test
  void aMissingGroupIsNamed() {
    assertThatThrownBy(() -> SettingsReader.bind("", "model.conf", "model", ModelConfig.class))
        .isInstanceOf(UserException.class)
        .hasMessage("model.conf:1: model is missing");
  }

  @Test
  void aTextThatIsNoHoconIsReported() {
    assertThatThrownBy(
            () -> SettingsReader.bind("a = \n}", "model.conf", "model", ModelConfig.class))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("model.conf:2: ");
  }

  @Test
  void whatIsLeftOpenIsReadBackAsLeftOpen() {
    OuterConfig outer =
        new OuterConfig(OuterConfig.Rule.BMUF_NESTEROV, NumberOrAuto.AUTO, NumberOrAuto.of(0.25));
    String text = SettingsWriter.render(Map.of("train.outer", outer));

    assertThat(text).contains("momentum = auto", "learning-rate = 0.25");
    assertThat(SettingsReader.bind(text, "model.conf", "train.outer", OuterConfig.class))
        .isEqualTo(outer);
  }

  @Test
  void whatMayBeLeftOpenIsElseANumberInRange() {
    String text = "train.outer { rule = bmuf, momentum = %s, learning-rate = auto }";

    assertThatThrownBy(() -> bindOuter(text.formatted("much")))
        .hasMessage("model.conf:1: train.outer.momentum must be a number or auto, got much");
    assertThatThrownBy(() -> bindOuter(text.formatted("1.5")))
        .hasMessage(
            "model.conf:1: train.outer.momentum must be auto, or at least 0 and less than 1,"
                + " got 1.5");
  }

  private static OuterConfig bindOuter(String text) {
    return SettingsReader.bind(text, "model.conf", "train.outer", OuterConfig.class);
  }
}

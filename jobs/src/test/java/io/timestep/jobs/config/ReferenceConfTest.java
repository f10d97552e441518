package io.timestep.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.timestep.config.KnownKeys;
import io.timestep.config.LoadedSettings;
import io.timestep.config.ReferenceConf;
import io.timestep.config.SettingsLoader;
import io.timestep.config.SettingsReader;
import io.timestep.config.SettingsWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceConfTest {
  private final Config reference = ReferenceConf.load();
  private final KnownKeys known = KnownKeys.of(Settings.class, "");

  @Test
  void theFileAndTheRecordsHaveExactlyTheSameKeys() {
    List<String> keys = reference.entrySet().stream().map(Map.Entry::getKey).toList();

    assertThat(keys).containsExactlyInAnyOrderElementsOf(known.leaves());
  }

  @Test
  void everyKeyAndGroupHasACommentAboveIt() {
    assertThat(known.leaves())
        .allSatisfy(key -> assertThat(ReferenceConf.comment(reference, key)).as(key).isNotEmpty());
    assertThat(known.groups())
        .allSatisfy(key -> assertThat(ReferenceConf.comment(reference, key)).as(key).isNotEmpty());
  }

  @Test
  void theDefaultsAreValid() {
    assertThat(SettingsLoader.of(Settings.class).load().settings().train().replicas()).isPositive();
  }

  @Test
  void allSettingsAreReadBackAsWritten() {
    Settings settings = SettingsLoader.of(Settings.class).load().settings();
    String text = SettingsWriter.render(LoadedSettings.groups(settings));

    assertThat(SettingsReader.bind("all {\n" + text + "}", "text", "all", Settings.class))
        .isEqualTo(settings);
  }

  @Test
  void theQuickstartsConfigurationIsValid() {
    Settings settings =
        SettingsLoader.of(Settings.class)
            .file(Path.of("../conf/quickstart.conf"))
            .load()
            .settings();

    assertThat(settings.run().input()).isEmpty();
    assertThat(settings.run().prompts()).isNotEmpty();
  }
}

package io.timestep.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.config.SettingsLoader;
import io.timestep.util.UserException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static Settings of(String... assignments) {
    SettingsLoader<Settings> loader = SettingsLoader.of(Settings.class);
    Stream.concat(Stream.of("train.epochs=5"), Stream.of(assignments)).forEach(loader::set);
    return loader.load().settings();
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoint.when-done=delete", "train.schedule.type=cosine"})
  void a_model_that_is_never_averaged_is_refused(String other) {
    assertThatThrownBy(() -> of("checkpoint.when-done=keep", other, "train.polyak.from-epoch=6"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "train.polyak.from-epoch must be at most train.epochs, 5, got 6; lower it, or raise"
                + " train.epochs");
  }

  @Test
  void a_training_that_can_go_on_to_more_epochs_may_be_averaged_in_those() {
    assertThat(of("checkpoint.when-done=keep", "train.polyak.from-epoch=6").train().polyak())
        .returns(6, polyak -> polyak.fromEpoch());
    assertThat(of("train.polyak.from-epoch=5").train().polyak())
        .returns(5, polyak -> polyak.fromEpoch());
  }
}

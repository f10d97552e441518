package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.train.TrainConfig;
import io.timestep.util.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StockNetworkTest {
  private static TrainConfig train(String... assignments) {
    return TestSettings.of(List.of(assignments)).train();
  }

  @Test
  void resuming_is_refused_along_with_all_else_it_cannot() {
    TrainConfig train =
        train("train.master=dl4j-stock", "train.clip.norm=0", "train.outer.rule=bmuf");
    assertThatThrownBy(() -> StockNetwork.refuseWhatItCannot(train, Earlier.RESUME))
        .isInstanceOf(UserException.class)
        .hasMessageMatching("(?s).*needs, of train\\.\\*: outer\\.rule = average\\R--resume: .*");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESUME")
  void only_who_asks_to_resume_is_refused(Earlier earlier) {
    TrainConfig stock = train("train.master=dl4j-stock", "train.clip.norm=0");
    assertThatCode(() -> StockNetwork.refuseWhatItCannot(stock, earlier))
        .doesNotThrowAnyException();
    assertThatCode(() -> StockNetwork.refuseWhatItCannot(train(), Earlier.RESUME))
        .doesNotThrowAnyException();
  }
}

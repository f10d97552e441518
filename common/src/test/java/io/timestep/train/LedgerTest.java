package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.nn.RecurrentState;
import io.timestep.sequence.StreamPlan;
import io.timestep.sequence.TokenStreams;
import io.timestep.sequence.TokenWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every token is trained once in each epoch. */
class LedgerTest {
  /** Reads what replicas would read; the text's tokens are their places in it. */
  private static final class Reader implements RoundRunner {
    private final TrainConfig config;
    private final List<TokenStreams> shards;
    private final int[] timesTrained;

    Reader(TrainConfig config, SmallText text) {
      this.config = config;
      this.shards = text.shards(text.plan(config));
      this.timesTrained = new int[text.tokens().length];
    }

    @Override
    public RoundOutcome run(RoundStart start, List<RecurrentState> states) {
      List<ReplicaReport> reports = new ArrayList<>();
      for (int replica = 0; replica < shards.size(); replica++) {
        long tokens = 0;
        for (int i = 0; i < start.windows(); i++) {
          TokenWindow window =
              shards.get(replica).window(start.firstWindow() + i, config.timeSteps());
          Arrays.stream(window.targets())
              .filter(token -> token != TokenWindow.NO_TARGET)
              .forEach(token -> timesTrained[token]++);
          tokens += window.tokens();
        }
        reports.add(new ReplicaReport(replica, tokens, 1, 1, 1, 0, 1, "here"));
      }
      return new RoundOutcome(start.parameters(), new float[0], reports, states);
    }
  }

  private static TrainingLoop.Result train(TrainConfig config, int tokens, Events events) {
    SmallText text = new SmallText(IntStream.range(0, tokens).toArray());
    Reader reader = new Reader(config, text);
    TrainingLoop.Result result =
        new TrainingLoop(config, text.plan(config), reader, Optional.empty(), events)
            .run(new float[1]);
    assertThat(reader.timesTrained).containsOnly(config.epochs());
    assertThat(result.tokens()).isEqualTo((long) tokens * config.epochs());
    assertThat(result.epochs()).isEqualTo(config.epochs());
    return result;
  }

  private static TrainConfig config(int replicas, int batch, int timeSteps, int k, int postLocal) {
    return TrainConfigs.of(
        ("replicas = %d, batch-size = %d, time-steps = %d, steps-per-round = %d,"
                + " post-local-steps = %d, epochs = 2")
            .formatted(replicas, batch, timeSteps, k, postLocal));
  }

  @Property(tries = 200)
  void every_token_is_trained_once_in_each_epoch_whatever_the_sizes(
      @ForAll @IntRange(min = 1, max = 300) int tokens,
      @ForAll @IntRange(min = 1, max = 7) int replicas,
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 11) int timeSteps,
      @ForAll @IntRange(min = 1, max = 5) int k,
      @ForAll @IntRange(min = 0, max = 4) int postLocal) {
    train(config(replicas, batch, timeSteps, k, postLocal), tokens, new Events());
  }

  @Test
  void a_text_of_fewer_tokens_than_replicas_leaves_replicas_without_any() {
    Events events = new Events();
    train(config(5, 1, 4, 3, 0), 3, events);
    assertThat(events.rounds.get(0).replicas())
        .extracting(ReplicaReport::tokens)
        .containsExactly(1L, 1L, 1L, 0L, 0L);
  }

  @Test
  void a_batch_larger_than_the_text_is_one_step_of_one_token_a_stream() {
    Events events = new Events();
    train(config(2, 50, 4, 3, 0), 30, events);
    assertThat(events.rounds).hasSize(2);
    assertThat(events.rounds.get(1).step()).isEqualTo(2);
  }

  @Test
  void the_last_round_of_an_epoch_is_as_short_as_what_is_left() {
    Events events = new Events();
    train(config(1, 2, 5, 4, 0), 51, events); // 6 windows: of 4 steps and of 2
    assertThat(events.rounds)
        .extracting(TrainListener.RoundEnd::step)
        .containsExactly(4L, 6L, 10L, 12L);
    assertThat(events.rounds)
        .extracting(TrainListener.RoundEnd::tokens)
        .containsExactly(40L, 51L, 91L, 102L);
  }

  @Test
  void real_replicas_without_tokens_drop_out_of_the_mean() {
    TrainConfig config = config(5, 1, 4, 3, 0);
    float[] trained = SmallText.ofLength(3).train(config, new Events());
    for (float value : trained) {
      assertThat(value).isFinite();
    }
    assertThat(trained).isNotEqualTo(SmallText.initial());
    assertThat(new StreamPlan(3, 5, 1).shards()).isEqualTo(5);
  }
}

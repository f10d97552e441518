package io.timestep.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StreamPlanTest {
  @Property
  void every_token_is_in_exactly_one_stream(
      @ForAll @IntRange(max = 5000) int tokens,
      @ForAll @IntRange(min = 1, max = 70) int streams,
      @ForAll @IntRange(min = 1, max = 9) int perShard) {
    StreamPlan plan = new StreamPlan(tokens, streams, perShard);
    long next = 0;
    for (int s = 0; s < streams; s++) {
      assertThat(plan.start(s)).isEqualTo(next);
      for (int i = 0; i < plan.length(s); i++) {
        assertThat(plan.streamOf(next + i)).isEqualTo(s);
      }
      next += plan.length(s);
    }
    assertThat(next).isEqualTo(tokens);
  }

  @Property
  void streams_differ_by_one_token_at_most_and_shards_hold_all_streams(
      @ForAll @IntRange(max = 5000) int tokens,
      @ForAll @IntRange(min = 1, max = 70) int streams,
      @ForAll @IntRange(min = 1, max = 9) int perShard) {
    StreamPlan plan = new StreamPlan(tokens, streams, perShard);
    int inShards = 0;
    for (int shard = 0; shard < plan.shards(); shard++) {
      inShards += plan.streamsOf(shard);
    }
    assertThat(inShards).isEqualTo(streams);
    assertThat(plan.maxLength() - plan.length(streams - 1)).isBetween(0, 1);
  }
}

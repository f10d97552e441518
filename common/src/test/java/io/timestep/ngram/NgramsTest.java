package io.timestep.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NgramsTest {
  @Property
  void summariesOfPartsAddUp(@ForAll List<@IntRange(min = 1, max = 6) Integer> counts) {
    NgramSummary.Builder whole = new NgramSummary.Builder();
    NgramSummary.Builder even = new NgramSummary.Builder();
    NgramSummary.Builder odd = new NgramSummary.Builder();
    for (int i = 0; i < counts.size(); i++) {
      whole.add(counts.get(i));
      (i % 2 == 0 ? even : odd).add(counts.get(i));
    }
    assertThat(even.build().merge(odd.build()).merge(NgramSummary.EMPTY)).isEqualTo(whole.build());
  }

  @Example
  void countsOfCountsAreOfOneToFour() {
    NgramSummary.Builder builder = new NgramSummary.Builder();
    for (long count : new long[] {1, 1, 2, 4, 5, 100}) {
      builder.add(count);
    }
    assertThat(builder.build()).isEqualTo(new NgramSummary(6, 113, List.of(2L, 1L, 0L, 1L)));
    assertThat(builder.build().hapaxes()).isEqualTo(2);
  }

  @Property
  void topKeepsTheFirstOfAllInRank(
      @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 4) Integer> counts,
      @ForAll @IntRange(min = 1, max = 10) int limit) {
    TopNgrams top = new TopNgrams(limit);
    TopNgrams first = new TopNgrams(limit);
    TopNgrams second = new TopNgrams(limit);
    List<NgramCount> all = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      NgramCount ngram = new NgramCount("n" + i, counts.get(i));
      all.add(ngram);
      if (top.mayKeep(ngram.count())) {
        top.offer(ngram);
      }
      (i % 3 == 0 ? first : second).offer(ngram);
    }
    all.sort(NgramCount.BY_RANK);
    assertThat(top.list()).isEqualTo(all.subList(0, Math.min(limit, all.size())));
    assertThat(TopNgrams.merge(first.list(), second.list(), limit)).isEqualTo(top.list());
  }
}

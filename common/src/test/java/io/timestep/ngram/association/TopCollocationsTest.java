package io.timestep.ngram.association;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TopCollocationsTest {
  private static final PairCounts COUNTS = new PairCounts(1, 1, 1, 1);

  @Property(tries = 200)
  void theFirstOfAllInRankAreKept(
      @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 4) Integer> ratios,
      @ForAll @IntRange(min = 1, max = 10) int limit) {
    TopCollocations first = new TopCollocations(limit);
    TopCollocations second = new TopCollocations(limit);
    List<Collocation> all = new ArrayList<>();
    for (int i = 0; i < ratios.size(); i++) {
      Collocation collocation = new Collocation("n" + i, COUNTS, ratios.get(i));
      all.add(collocation);
      TopCollocations top = i % 3 == 0 ? first : second;
      if (top.mayKeep(collocation.logLikelihoodRatio())) {
        top.offer(collocation);
      }
    }
    all.sort(Collocation.BY_RANK);
    assertThat(TopCollocations.merge(first.list(), second.list(), limit))
        .isEqualTo(all.subList(0, Math.min(limit, all.size())));
  }
}

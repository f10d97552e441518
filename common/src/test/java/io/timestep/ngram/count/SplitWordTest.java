package io.timestep.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SplitWordTest {
  private static final int WORD = 7;

  /** A block of a partition by follower, with adjusted and actual counts. */
  private static byte[] block(int origin, Map<Integer, long[]> counts) {
    int[] followers = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] adjusted = counts.values().stream().mapToLong(c -> c[0]).toArray();
    long[] actual = counts.values().stream().mapToLong(c -> c[1]).toArray();
    return new SplitWordBlock(origin, new SplitWord(WORD, followers, adjusted, actual)).bytes();
  }

  @Test
  void counts_of_partitions_add_up_and_each_is_told_those_of_its_own_bigrams() {
    Random random = new Random(3);
    Map<Integer, long[]> expected = new TreeMap<>();
    List<byte[]> blocks = new ArrayList<>();
    for (int origin = 0; origin < 40; origin++) {
      Map<Integer, long[]> mine = new TreeMap<>();
      for (int i = random.nextInt(30); i >= 0; i--) {
        mine.put(random.nextInt(100), new long[] {1 + random.nextInt(5), 1L << random.nextInt(40)});
      }
      mine.forEach(
          (follower, counts) ->
              expected.merge(follower, counts, (a, b) -> new long[] {a[0] + b[0], a[1] + b[1]}));
      blocks.add(block(origin, mine));
    }

    SplitWord sum = SplitWord.sum(blocks.iterator());

    assertThat(sum.word()).isEqualTo(WORD);
    assertSums(sum, expected);
    assertThat(sum.size()).isEqualTo(expected.size());
    for (int origin = 0; origin < blocks.size(); origin++) {
      SplitWordBlock answer = sum.answer(blocks.get(origin));
      assertThat(answer.origin()).isEqualTo(origin);
      assertThat(answer.bigrams().followers())
          .isEqualTo(SplitWordBlock.read(blocks.get(origin)).bigrams().followers());
      assertSums(answer.bigrams(), expected);
    }
  }

  private static void assertSums(SplitWord word, Map<Integer, long[]> expected) {
    for (int i = 0; i < word.size(); i++) {
      assertThat(new long[] {word.adjusted()[i], word.actual()[i]})
          .isEqualTo(expected.get(word.followers()[i]));
    }
  }
}

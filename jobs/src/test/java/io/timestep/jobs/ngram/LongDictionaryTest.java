package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LongDictionaryTest {
  @Test
  void values_are_numbered_by_first_appearance() {
    LongDictionary dictionary = new LongDictionary();
    List<Long> values = List.of(7L, 0L, 7L, -1L, Long.MIN_VALUE, 0L, Long.MAX_VALUE);

    assertThat(values.stream().map(dictionary::number)).containsExactly(0, 1, 0, 2, 3, 1, 4);
    assertThat(Arrays.copyOf(dictionary.values(), dictionary.size()))
        .containsExactly(7, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void numbers_stay_when_the_table_grows() {
    LongDictionary dictionary = new LongDictionary();
    Random random = new Random(1);
    Set<Long> seen = new LinkedHashSet<>();
    Stream.generate(() -> (long) random.nextInt(5000)).limit(20_000).forEach(seen::add);
    seen.forEach(dictionary::number);

    int number = 0;
    for (long value : seen) {
      assertThat(dictionary.number(value)).isEqualTo(number++);
    }
    assertThat(dictionary.size()).isEqualTo(seen.size());
  }
}

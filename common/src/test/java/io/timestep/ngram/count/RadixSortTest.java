package io.timestep.ngram.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RadixSortTest {
  /** Some longs that differ in all bits, in the lowest, in the highest, or not at all. */
  private static long[][] keys(int columns, int size, int distinct, Random random) {
    long[][] keys = new long[columns][size];
    for (long[] column : keys) {
      long[] pool = new long[distinct];
      int shift = random.nextInt(64);
      Arrays.setAll(
          pool, i -> random.nextBoolean() ? random.nextLong() : random.nextLong() >>> shift);
      Arrays.setAll(column, i -> pool[random.nextInt(distinct)]);
    }
    return keys;
  }

  /** Places of the keys in order, equal ones as they came. */
  private static int[] expected(long[][] keys, int size) {
    Comparator<Integer> order =
        Arrays.stream(keys)
            .<Comparator<Integer>>map(
                column -> (i, j) -> Long.compareUnsigned(column[i], column[j]))
            .reduce(Comparator::thenComparing)
            .orElseThrow();
    return IntStream.range(0, size).boxed().sorted(order).mapToInt(i -> i).toArray();
  }

  private static long[][] copy(long[][] keys) {
    return Arrays.stream(keys).map(long[]::clone).toArray(long[][]::new);
  }

  private static void assertSorted(long[][] keys, int size) {
    int[] places = IntStream.range(0, keys[0].length).toArray();
    int[] expected = expected(keys, size);

    RadixSort.Sorted sorted = RadixSort.sort(copy(keys), places, size);

    assertThat(Arrays.copyOf(sorted.payload(), size)).isEqualTo(expected);
    RadixSort.Sorted alone = RadixSort.sort(copy(keys), null, size);
    assertThat(alone.payload()).isNull();
    for (int c = 0; c < keys.length; c++) {
      long[] column = keys[c];
      long[] inOrder = Arrays.stream(expected).mapToLong(i -> column[i]).toArray();
      assertThat(Arrays.copyOf(sorted.keys()[c], size)).isEqualTo(inOrder);
      assertThat(Arrays.copyOf(alone.keys()[c], size)).isEqualTo(inOrder);
    }
  }

  @Property(tries = 400)
  void keys_come_in_unsigned_order_and_equal_ones_as_they_were(
      @ForAll @IntRange(min = 1, max = 4) int columns,
      @ForAll @IntRange(min = 0, max = 300) int size,
      @ForAll @IntRange(min = 1, max = 60) int distinct,
      @ForAll long seed) {
    assertSorted(keys(columns, size, distinct, new Random(seed)), size);
  }

  @Property(tries = 50)
  void long_runs_of_equal_first_columns_are_sorted_by_the_others(
      @ForAll @IntRange(min = 2, max = 4) int columns, @ForAll long seed) {
    Random random = new Random(seed);
    long[][] keys = keys(columns, 3000, 1500, random);
    for (int c = 0; c < columns - 1; c++) {
      int kinds = 1 + random.nextInt(3);
      Arrays.setAll(keys[c], i -> -random.nextInt(kinds));
    }
    assertSorted(keys, 3000);
  }

  @Property(tries = 50)
  void what_lies_beyond_the_size_is_not_sorted(@ForAll @IntRange(min = 1, max = 3) int columns) {
    long[][] keys = keys(columns, 100, 100, new Random(columns));
    for (long[] column : keys) {
      Arrays.fill(column, 70, 100, 0);
    }
    assertSorted(keys, 70);
  }

  @Test
  void none_and_one_are_sorted() {
    assertSorted(new long[3][0], 0);
    assertSorted(new long[][] {{-1}, {5}}, 1);
  }

  @Test
  void many_keys_are_sorted() {
    assertSorted(keys(2, 100_000, 70_000, new Random(1)), 100_000);
  }
}

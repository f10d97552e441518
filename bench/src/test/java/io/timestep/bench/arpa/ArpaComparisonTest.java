package io.timestep.bench.arpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArpaComparisonTest {
  private static final List<String> UNIGRAMS =
      List.of("-1.5\t<unk>\t0", "0\t<s>\t-0.25", "-0.75\t</s>\t0", "-0.5\ta\t-0.125");
  private static final List<String> BIGRAMS = List.of("-0.25\t<s> a", "-0.5\ta </s>");

  @TempDir private Path folder;

  private List<OrderDifference> compare(List<List<String>> first, List<List<String>> second)
      throws IOException {
    return ArpaComparison.of(
        ArpaText.write(folder.resolve("first.arpa"), first),
        ArpaText.write(folder.resolve("second.arpa"), second));
  }

  @Test
  void finds_no_difference_whatever_the_order_of_the_entries() throws IOException {
    List<String> shuffled = new ArrayList<>(UNIGRAMS);
    Collections.reverse(shuffled);

    List<OrderDifference> orders = compare(List.of(UNIGRAMS, BIGRAMS), List.of(shuffled, BIGRAMS));

    assertThat(orders)
        .containsExactly(
            new OrderDifference(1, 4, 0, 0, 0, 0, "", 0, "", "", ""),
            new OrderDifference(2, 2, 0, 0, 0, 0, "", 0, "", "", ""));
    assertThat(orders).allMatch(order -> order.isWithin(0));
  }

  @Test
  void finds_every_ngram_again_among_very_many() throws IOException {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      entries.add("-%d.%d\tw%d word%d\t-0.%d".formatted(i % 7, i % 1000, i / 100, i, i % 50));
    }
    List<String> shuffled = new ArrayList<>(entries);
    Collections.shuffle(shuffled, new Random(5));

    OrderDifference bigrams =
        compare(List.of(UNIGRAMS, entries), List.of(UNIGRAMS, shuffled)).get(1);

    assertThat(bigrams).isEqualTo(new OrderDifference(2, 20_000, 0, 0, 0, 0, "", 0, "", "", ""));
  }

  @Test
  void tells_greatest_and_mean_difference_and_where() throws IOException {
    List<String> others =
        List.of("-1.5\t<unk>\t0", "0\t<s>\t-0.375", "-0.5\t</s>\t0", "-1\ta\t-0.125");

    OrderDifference unigrams = compare(List.of(UNIGRAMS), List.of(others)).get(0);

    assertThat(unigrams.maxLog10Prob()).isEqualTo(0.5);
    assertThat(unigrams.worstLog10Prob()).isEqualTo("a");
    assertThat(unigrams.meanLog10Prob()).isEqualTo((0.25 + 0.5) / 4, within(1e-15));
    assertThat(unigrams.maxLog10Backoff()).isEqualTo(0.125);
    assertThat(unigrams.worstLog10Backoff()).isEqualTo("<s>");
    assertThat(unigrams.isWithin(0.5)).isTrue();
    assertThat(unigrams.isWithin(0.499)).isFalse();
  }

  @Test
  void a_backoff_beyond_the_tolerance_is_a_difference() throws IOException {
    OrderDifference unigrams =
        compare(List.of(List.of("-1\ta\t-0.5")), List.of(List.of("-1\ta\t-0.25"))).get(0);

    assertThat(unigrams.maxLog10Prob()).isZero();
    assertThat(unigrams.isWithin(0.1)).isFalse();
  }

  @Test
  void an_absent_backoff_is_a_backoff_of_0() throws IOException {
    OrderDifference unigrams =
        compare(List.of(List.of("-1\ta", "-1\tb")), List.of(List.of("-1\ta\t0", "-1\tb\t-2")))
            .get(0);

    assertThat(unigrams.maxLog10Backoff()).isEqualTo(2);
    assertThat(unigrams.worstLog10Backoff()).isEqualTo("b");
  }

  @Test
  void names_an_ngram_that_only_one_has() throws IOException {
    List<OrderDifference> orders =
        compare(
            List.of(UNIGRAMS, List.of("-1\ta b", "-1\tb c", "-1\tc d")),
            List.of(UNIGRAMS, List.of("-1\tc d", "-1\tb b")));

    OrderDifference bigrams = orders.get(1);
    assertThat(bigrams.inBoth()).isEqualTo(1);
    assertThat(bigrams.onlyInFirst()).isEqualTo(2);
    assertThat(bigrams.exampleOnlyInFirst()).isIn("a b", "b c");
    assertThat(bigrams.onlyInSecond()).isEqualTo(1);
    assertThat(bigrams.exampleOnlyInSecond()).isEqualTo("b b");
    assertThat(bigrams.isWithin(1)).isFalse();
    assertThat(orders.get(0).isWithin(0)).isTrue();
  }

  @Test
  void words_cut_elsewhere_are_another_ngram() throws IOException {
    OrderDifference bigrams =
        compare(List.of(UNIGRAMS, List.of("-1\tab c")), List.of(UNIGRAMS, List.of("-1\ta bc")))
            .get(1);

    assertThat(bigrams.inBoth()).isZero();
  }

  @Test
  void an_infinity_equals_itself_alone() throws IOException {
    OrderDifference unigrams =
        compare(List.of(List.of("-inf\ta", "-inf\tb")), List.of(List.of("-inf\ta", "-99\tb")))
            .get(0);

    assertThat(unigrams.maxLog10Prob()).isInfinite();
    assertThat(unigrams.worstLog10Prob()).isEqualTo("b");
  }

  @Test
  void refuses_an_ngram_that_is_there_twice_in_either_file() {
    List<List<String>> once = List.of(List.of("-1\ta", "-1\tb"));
    List<List<String>> twice = List.of(List.of("-1\ta", "-1\ta"));

    assertThatThrownBy(() -> compare(twice, once))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("first.arpa:6: 'a' is there a second time");
    assertThatThrownBy(() -> compare(once, twice))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("second.arpa:6: 'a' is there a second time");
  }

  @Test
  void refuses_models_of_different_orders() {
    assertThatThrownBy(() -> compare(List.of(UNIGRAMS), List.of(UNIGRAMS, BIGRAMS)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is of order 1 and")
        .hasMessageContaining("of order 2");
  }
}

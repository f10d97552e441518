package io.timestep.ngram.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.ngram.Discounts;
import io.timestep.util.UserException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each method after one context: counts 4, 2 and 1 are kept, a 3 is pruned; V is 10. */
class SmoothingMethodTest {
  private static final Offset<Double> EXACTLY = within(1e-12);
  private static final long[] COUNTS_OF_COUNTS = {10, 5, 3, 2};

  private final ContextTotals context = new ContextTotals();

  @BeforeEach
  void fill() {
    context.clear();
    context.keep(4);
    context.keep(2);
    context.keep(1);
    context.prune(3);
  }

  private static OrderSmoothing smoothing(SmoothingMethod method, int order) {
    return SmoothingSettings.of(method)
        .smoothing(new OrderStatistics(order, 3, COUNTS_OF_COUNTS, 10));
  }

  @Test
  void modified_kneser_ney_discounts_by_count() {
    OrderSmoothing smoothing = smoothing(SmoothingMethod.MODIFIED_KNESER_NEY, 2);

    // D = 0.5, 1.1, 5/3
    assertThat(smoothing.share(4, context)).isCloseTo((4 - 5.0 / 3) / 10, EXACTLY);
    assertThat(smoothing.share(1, context)).isCloseTo(0.05, EXACTLY);
    assertThat(smoothing.backoff(context)).isCloseTo((0.5 + 1.1 + 5.0 / 3 + 3) / 10, EXACTLY);
  }

  @Test
  void witten_bell_weighs_the_shorter_context_by_distinct_words() {
    OrderSmoothing smoothing = smoothing(SmoothingMethod.WITTEN_BELL, 3);

    assertThat(smoothing.share(4, context)).isCloseTo(4.0 / 14, EXACTLY);
    assertThat(smoothing.backoff(context)).isCloseTo((4.0 + 3) / 14, EXACTLY);
  }

  @Test
  void absolute_discounting_takes_the_same_of_each() {
    OrderSmoothing smoothing = smoothing(SmoothingMethod.ABSOLUTE_DISCOUNTING, 2);

    // D = 10 / (10 + 2 * 5) = 0.5
    assertThat(smoothing.share(4, context)).isCloseTo(0.35, EXACTLY);
    assertThat(smoothing.backoff(context)).isCloseTo((3 * 0.5 + 3) / 10, EXACTLY);
  }

  @Test
  void absolute_discounting_needs_words_seen_once_or_a_fallback() {
    OrderStatistics none = new OrderStatistics(2, 3, new long[] {0, 5, 3, 2}, 10);
    SmoothingSettings settings = SmoothingSettings.of(SmoothingMethod.ABSOLUTE_DISCOUNTING);

    assertThatThrownBy(() -> settings.smoothing(none))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("No discounts for order 2: none has count 1");
    assertThat(settings.withFallback(new Discounts(0.6, 1, 1.5)).smoothing(none))
        .isEqualTo(new AbsoluteDiscounting(0.6));
  }

  @Test
  void add_k_is_lidstones_rule_at_the_highest_order() {
    OrderSmoothing smoothing =
        new SmoothingSettings(SmoothingMethod.ADD_K, 0.5, null)
            .smoothing(new OrderStatistics(3, 3, COUNTS_OF_COUNTS, 10));

    // (c + 0.5) / (10 + 5), in two parts: the second over V words; a pruned word's count joins it
    assertThat(smoothing.share(4, context)).isCloseTo(4.0 / 15, EXACTLY);
    assertThat(smoothing.backoff(context)).isCloseTo((5.0 + 3) / 15, EXACTLY);
  }

  @Test
  void add_k_is_uniform_below_the_highest_order() {
    OrderSmoothing smoothing = smoothing(SmoothingMethod.ADD_K, 2);

    assertThat(smoothing.share(4, context)).isZero();
    assertThat(smoothing.lowerWeight(context)).isEqualTo(1);
    assertThat(smoothing.backoff(context)).isEqualTo(1);
  }

  @Test
  void maximum_likelihood_leaves_nothing_for_unseen_words() {
    OrderSmoothing smoothing = smoothing(SmoothingMethod.MAXIMUM_LIKELIHOOD, 3);

    assertThat(smoothing.share(4, context)).isCloseTo(4.0 / 7, EXACTLY);
    assertThat(smoothing.lowerWeight(context)).isZero();
    assertThat(smoothing.backoff(context)).isZero();
  }

  @Test
  void maximum_likelihood_asks_the_shorter_context_where_all_words_are_pruned() {
    context.clear();
    context.prune(3);

    assertThat(smoothing(SmoothingMethod.MAXIMUM_LIKELIHOOD, 3).backoff(context)).isEqualTo(1);
  }

  @Test
  void stupid_backoff_scores_by_relative_frequency_of_all_that_was_seen() {
    OrderSmoothing smoothing = smoothing(SmoothingMethod.STUPID_BACKOFF, 3);

    assertThat(smoothing.share(4, context)).isCloseTo(0.4, EXACTLY);
    assertThat(smoothing.lowerWeight(context)).isZero();
    assertThat(smoothing.backoff(context)).isEqualTo(0.4);
  }

  @Test
  void only_kneser_ney_counts_continuations() {
    for (SmoothingMethod method : SmoothingMethod.values()) {
      assertThat(method.lowerOrderCounts() == LowerOrderCounts.CONTINUATIONS)
          .isEqualTo(method == SmoothingMethod.MODIFIED_KNESER_NEY);
    }
  }
}

package io.timestep.jobs.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.ngram.query.CorpusScore;
import io.timestep.util.Json;
import org.junit.jupiter.api.Test;

class NgramEvaluateResultTest {
  @Test
  void a_text_with_an_impossible_word_has_no_perplexity_and_its_json_is_still_json() {
    CorpusScore score = new CorpusScore(1, 4, 1, 1, 1, -3 << 24, 0);

    NgramEvaluateResult result = NgramEvaluateResult.of(score, 2, 0.5);

    assertThat(result.log10Prob()).isNull();
    assertThat(result.perplexity()).isNull();
    assertThat(result.perplexityExcludingOov()).isEqualTo(10);
    assertThat(result.tokensPerSecond()).isEqualTo(2);
    assertThat(result.tokensPerSecondPerCore()).isEqualTo(8);
    assertThat(Json.line(result))
        .contains("\"impossible\":1,\"log10Prob\":null,\"perplexity\":null");
  }
}

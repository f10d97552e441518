package io.timestep.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.util.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunSummaryTest {
  private static StageResult stage(String name, boolean skipped, String json) {
    return new StageResult(name, skipped, 1, Json.parse(json.replace('\'', '"'), name));
  }

  private static String summary(double perplexity) {
    return RunSummary.of(
        List.of(
            stage(
                "stats",
                true,
                "{'types':[10,20],'hapaxes':[5,15],'top':[[{'ngram':'the','count':1234},{'ngram':'a','count':7}],"
                    + "[{'ngram':'of the','count':3}]]}"),
            stage(
                "tokenize",
                true,
                "{'sentences':1000,'tokens':20000,'vocabularySize':500,'oovRate':0.0123}"),
            stage(
                "train",
                false,
                "{'parameters':12345,'replicas':2,'rounds':7,'tokensPerSecond':1234.5,"
                    + "'validation':{'perplexity':90.5}}"),
            stage(
                "evaluate-valid",
                false,
                "{'perplexity':90.5,'baselines':{'unigram':{'perplexity':690},'bigram':{'perplexity':190}}}"),
            stage(
                "evaluate",
                false,
                "{'perplexity':"
                    + perplexity
                    + ",'baselines':{'unigram':{'perplexity':700},'bigram':{'perplexity':200}}}"),
            stage("generate", false, "{'samples':[{'text':'a small dog'}]}"),
            stage("report", false, "{'file':'out/report/report.html'}")));
  }

  @Test
  void tellsEveryStagesFigures() {
    assertThat(summary(100))
        .isEqualTo(
            """
            corpus              1,000 sentences, 20,000 tokens; vocabulary of 500, 1.23% of words unknown
            1-grams             10 different, 5 of them once; most frequent: the (1,234), a (7)
            2-grams             20 different, 15 of them once; most frequent: of the (3)
            model               12,345 parameters, 2 replicas, 7 rounds, 1,235 tokens/s
            perplexity          validation  test
              model             90.50       100.00
              unigram baseline  690.00      700.00
              bigram baseline   190.00      200.00
            verdict             the model beats the bigram baseline
            sample              a small dog
            report              out/report/report.html
            skipped             stats, tokenize (unchanged)""");
  }

  @Test
  void admitsThatTheBigramBaselineIsBetter() {
    assertThat(summary(200.01)).contains("the model does NOT beat the bigram baseline");
  }
}

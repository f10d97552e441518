package io.timestep.report;

import io.timestep.util.Json;
import io.timestep.util.LocalStore;
import io.timestep.util.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Result folders as jobs write them, with made-up but plausible numbers. */
final class ResultFolders {
  static final String KOREAN_SAMPLE = "이 영화 는 정말 재미있다 <unk> 배우 들 의 연기 가 좋았다";

  private static final String HEADING =
      "ngram\tcount\tcontextCount\twordCount\tpmi\tnpmi\tg2\tchi2\tt\n";
  private static final String COLLOCATIONS_2 =
      HEADING
          + "of the\t21011\t73810\t68020\t2.6225\t0.4277\t49201.3\t77214.8\t121.4023\n"
          + "united states\t1304\t1411\t1390\t9.9360\t0.9801\t17310.7\t1276511.9\t36.0728\n"
          + "영화 는\t310\t1204\t15020\t4.6551\t0.3811\t1507.2\t7304.5\t16.9083\n";
  private static final String COLLOCATIONS_3 =
      HEADING + "a small <unk>\t912\t1820\t20333\t5.1810\t0.4862\t4920.9\t31044.1\t29.3668\n";

  private final Store store = new LocalStore();
  private final String root;

  ResultFolders(String root) {
    this.root = root;
  }

  String path(String name) {
    return root + "/" + name;
  }

  void write(String name, String file, String text) {
    store.writeString(path(name) + "/" + file, text);
  }

  /** A folder with the marker and the metrics only. */
  String result(String name, String kind, Map<String, ?> metrics) {
    write(name, "metrics.json", Json.pretty(metrics));
    write(name, "_SUCCESS", "{\"kind\":\"%s\",\"format\":1}\n".formatted(kind));
    return path(name);
  }

  /** All that {@code run} leaves in {@code root}. */
  void everything() {
    stats("stats");
    sequences("tokens");
    model("train", 7, 2, 260);
    evaluation("evaluate", 171.42, 812.9, 243.06);
    text("generate");
  }

  String stats(String name) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("sentences", 117_791);
    metrics.put("tokens", 1_471_002);
    metrics.put("types", List.of(61_204, 498_113, 961_780));
    metrics.put("hapaxes", List.of(27_309, 371_400, 842_119));
    metrics.put(
        "countOfCounts",
        List.of(
            List.of(27_309, 8_811, 4_420, 2_790),
            List.of(371_400, 60_312, 22_018, 11_205),
            List.of(842_119, 71_880, 20_144, 8_913)));
    metrics.put("seconds", 6.21);
    metrics.put("tokensPerSecond", 236_877.2);
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("lines", 117_801);
    text.put("emptyLines", 10);
    text.put("malformedLines", 2);
    text.put("nulBytes", 0);
    text.put("windowsLineEnds", 3);
    text.put("longLines", 0);
    metrics.put("text", text);
    write(name, "top-1.tsv", UNIGRAMS);
    write(name, "top-2.tsv", BIGRAMS);
    write(name, "top-3.tsv", TRIGRAMS);
    StringBuilder ranks = new StringBuilder();
    Random random = new Random(1);
    double previous = 98_000;
    for (double rank = 1; rank < 61_204; rank = Math.max(rank + 1, Math.floor(rank * 1.09))) {
      double count = 210_000 / Math.pow(rank + 1.7, 1.08) * (1 + 0.05 * random.nextGaussian());
      previous = Math.max(1, Math.min(previous, Math.rint(count)));
      ranks.append("%.0f\t%.0f\n".formatted(rank, previous));
    }
    write(name, "rank-frequency.tsv", ranks.toString());
    List<Map<String, Object>> growth = new ArrayList<>();
    for (int i = 0; i <= 50; i++) {
      double tokens = Math.rint(Math.pow(1_471_002, i / 50.0));
      double types = Math.rint(Math.min(tokens, 6.5 * Math.pow(tokens, 0.645)));
      growth.add(Map.of("tokens", tokens, "types", types));
    }
    metrics.put("growth", growth);
    write(name, "collocations-2.tsv", COLLOCATIONS_2);
    write(name, "collocations-3.tsv", COLLOCATIONS_3);
    return result(name, "stats", metrics);
  }

  String sequences(String name) {
    Map<String, Object> splits = new LinkedHashMap<>();
    splits.put("train", Map.of("sentences", 106_012, "tokens", 1_441_210));
    splits.put("valid", Map.of("sentences", 5_890, "tokens", 79_988));
    splits.put("test", Map.of("sentences", 5_889, "tokens", 79_600));
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("sentences", 117_791);
    metrics.put("tokens", 1_600_798);
    metrics.put("vocabularySize", 20_000);
    metrics.put("oovRate", 0.03714);
    metrics.put("splits", splits);
    return result(name, "sequences", metrics);
  }

  String model(String name, long seed, int replicas, double last) {
    int rounds = 180;
    write(name, "history.jsonl", history(new Random(seed), rounds, replicas, last));
    write(name, "model.conf", CONFIGURATION);
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("parameters", 8_642_000);
    metrics.put("vocabularySize", 20_000);
    metrics.put("replicas", replicas);
    metrics.put("rounds", rounds);
    metrics.put("epochs", 3);
    metrics.put("tokens", 14_000L * replicas * rounds);
    metrics.put("seconds", 231.7);
    metrics.put("tokensPerSecond", 18_704.4);
    metrics.put("validation", Map.of("perplexity", last * 0.68));
    return result(name, "model", metrics);
  }

  private static String history(Random random, int rounds, int replicas, double last) {
    StringBuilder lines = new StringBuilder();
    for (int round = 1; round <= rounds; round++) {
      double decay = Math.exp(-round / 14.0);
      double perplexity =
          (last * Math.pow(rounds / (double) round, 0.32) + 6000 * decay)
              * (1 + 0.03 * random.nextGaussian());
      List<String> parts = new ArrayList<>();
      double slowest = 0;
      for (int r = 0; r < replicas; r++) {
        double seconds = 1.08 + 0.05 * r + 0.04 * Math.abs(random.nextGaussian());
        seconds += random.nextInt(30) == 0 ? 0.6 : 0;
        slowest = Math.max(slowest, seconds);
        parts.add(
            "{\"replica\":%d,\"tokens\":14000,\"seconds\":%s,\"host\":\"w%d\"}"
                .formatted(r, seconds, r));
      }
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"event\":\"round\",\"round\":%d,\"epoch\":%d,\"step\":%d,\"tokens\":%d,"
                  + "\"trainPerplexity\":%.3f,\"learningRate\":%.6f,\"gradientNorm\":%.4f,"
                  + "\"relativeDivergence\":%.5f,\"seconds\":%.3f,\"replicas\":[%s]}\n",
              round,
              1 + (round - 1) / 60,
              20 * round,
              14_000L * replicas * round,
              perplexity,
              0.002 * Math.min(1, round / 12.0) * (0.5 + 0.5 * Math.cos(Math.PI * round / rounds)),
              0.4 + 2.2 * decay + 0.06 * Math.abs(random.nextGaussian()),
              0.002 + 0.01 * decay,
              slowest + 0.09,
              String.join(",", parts)));
      if (round % 60 == 0) {
        lines.append(
            "{\"event\":\"validation\",\"epoch\":%d,\"round\":%d,\"perplexity\":%.2f,\"best\":true}\n"
                .formatted(round / 60, round, last * (1.0 - 0.32 * round / rounds)));
      }
    }
    return lines.toString();
  }

  String evaluation(String name, double perplexity, double unigram, double bigram) {
    Map<String, Object> baselines = new LinkedHashMap<>();
    baselines.put("unigram", Map.of("perplexity", unigram));
    baselines.put("bigram", Map.of("perplexity", bigram));
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("tokens", 79_600);
    metrics.put("nats", 409_411.2);
    metrics.put("perplexity", perplexity);
    metrics.put("bitsPerCharacter", 1.3872);
    metrics.put("accuracy", 0.2413);
    metrics.put("accuracyAt5", 0.4120);
    metrics.put("unknownRate", 0.0381);
    metrics.put("baselines", baselines);
    return result(name, "evaluation", metrics);
  }

  String text(String name) {
    List<Map<String, Object>> samples =
        List.of(
            sample(
                "The",
                "the act of making a person or thing that is used for the purpose of <unk> the"
                    + " surface of the body </s> a small branch of a tree ; the leaves are edible"),
            sample("이 영화", KOREAN_SAMPLE),
            sample("a genus of", "a genus of tropical American shrubs having showy flowers </s>"));
    return result(name, "text", Map.of("samples", samples));
  }

  private static Map<String, Object> sample(String prompt, String text) {
    Map<String, Object> sample = new LinkedHashMap<>();
    sample.put("prompt", prompt);
    sample.put("text", text);
    sample.put("log10Prob", -41.87);
    sample.put("tokens", 21);
    sample.put("ended", true);
    return sample;
  }

  private static final String UNIGRAMS =
      """
      98000\tthe
      71402\tof
      61377\ta
      40118\tor
      33250\tto
      31800\tand
      30144\tin
      12040\t영화
      11872\tthat
      9921\t<unk>
      8120\t연기
      7410\tPseudopseudohypoparathyroidismantidisestablishmentarianism
      """;
  private static final String BIGRAMS =
      """
      18220\tof the
      9112\tin the
      7765\tof a
      4120\t이 영화
      3980\tto the
      3312\t<s> a
      2870\ta person
      2650\t정말 재미있다
      2411\tused to
      2230\tor the
      """;
  private static final String TRIGRAMS =
      """
      2120\tof or relating
      2101\tor relating to
      1404\tthe act of
      988\ta person who
      870\t이 영화 는
      812\tof the family
      640\tcharacterized by a
      """;
  private static final String CONFIGURATION =
      """
      model {
        cell = lstm
        dropout = 0.1
        embedding-size = 200
        hidden-size = 200
        layers = 2
      }
      text { lower-case = true, tokenizer = word }
      train {
        batch-size = 20
        clip { norm = 5.0 }
        epochs = 3
        optimizer { learning-rate = 0.002, type = adam }
        replicas = 2
        steps-per-round = 20
        time-steps = 35
      }
      """;
}

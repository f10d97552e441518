package io.timestep.jobs.ngram;

import io.timestep.ngram.association.Collocation;
import io.timestep.ngram.association.PairCounts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collocations as columns, in Parquet and in text. */
final class CollocationTable {
  /** Counts of the N-gram, of its context with any word after it, of its last word. */
  static final List<String> LONGS = List.of("count", "contextCount", "wordCount");

  /** Measures; see {@link PairCounts}. */
  static final List<String> DOUBLES = List.of("pmi", "npmi", "g2", "chi2", "t");

  private CollocationTable() {}

  /** A heading, then a line for each. */
  static String tsv(List<Collocation> collocations) {
    StringBuilder lines = new StringBuilder();
    lines.append(
        Stream.of(List.of("ngram"), LONGS, DOUBLES)
            .flatMap(List::stream)
            .collect(Collectors.joining("\t", "", "\n")));
    for (Collocation collocation : collocations) {
      PairCounts pair = collocation.counts();
      lines.append(
          String.format(
              Locale.ROOT,
              "%s\t%d\t%d\t%d\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\n",
              collocation.ngram(),
              pair.both(),
              pair.context(),
              pair.word(),
              pair.pmi(),
              pair.normalizedPmi(),
              collocation.logLikelihoodRatio(),
              pair.chiSquared(),
              pair.tScore()));
    }
    return lines.toString();
  }
}

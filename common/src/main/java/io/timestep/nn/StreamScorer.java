package io.timestep.nn;

import io.timestep.metric.LanguageScore;
import io.timestep.sequence.TokenStreams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Scores the streams of a shard, each from the zero state, the state carried to its end. */
public final class StreamScorer {
  private StreamScorer() {}

  /**
   * Scores all windows of a shard.
   *
   * @param windows number of windows of {@code timeSteps}
   * @return the streams' scores, merged in stream order
   */
  public static LanguageScore score(
      RecurrentNetwork network, TokenStreams streams, int windows, int timeSteps) {
    network.clearState();
    List<LanguageScore> totals =
        new ArrayList<>(Collections.nCopies(streams.batch(), LanguageScore.EMPTY));
    for (int w = 0; w < windows; w++) {
      List<LanguageScore> scores = network.score(streams.window(w, timeSteps));
      for (int b = 0; b < scores.size(); b++) {
        totals.set(b, totals.get(b).merge(scores.get(b)));
      }
    }
    return totals.stream().reduce(LanguageScore.EMPTY, LanguageScore::merge);
  }
}

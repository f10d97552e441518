package io.timestep.jobs.corpus;

import io.timestep.text.TextStats;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code tokenize} did.
 *
 * @param sentences lines with a token
 * @param tokens words and one {@code </s>} for each sentence
 * @param vocabularySize entries, special tokens included
 * @param oovRate share of all words that are {@code <unk>}, from 0 to 1
 * @param splits sizes of train, valid and test, by name
 * @param text what the text was like
 * @param seconds of the whole job
 * @param tokensPerSecond tokens by seconds
 */
public record TokenizeResult(
    long sentences,
    long tokens,
    int vocabularySize,
    double oovRate,
    Map<String, SplitCounts> splits,
    TextStats text,
    double seconds,
    double tokensPerSecond) {
  public TokenizeResult {
    splits = Collections.unmodifiableMap(new LinkedHashMap<>(splits));
  }
}

package io.timestep.jobs.ngram;

import io.timestep.vocab.WordCount;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Every word of a text and its id: 0 and 1 are the sentence boundaries, the words follow by falling
 * count. Unlike a model's vocabulary it knows all words, also one spelled {@code <unk>}.
 */
final class Dictionary implements Serializable {
  private static final long serialVersionUID = 1L;
  static final int START = 0;
  static final int END = 1;
  private static final int FIRST_WORD = 2;

  private final String[] words;
  private final Map<String, Integer> ids;

  /**
   * @param ranked all words by falling count
   */
  Dictionary(List<WordCount> ranked) {
    words = new String[ranked.size() + FIRST_WORD];
    words[START] = "<s>";
    words[END] = "</s>";
    ids = new HashMap<>(ranked.size() * 2);
    for (int i = 0; i < ranked.size(); i++) {
      words[i + FIRST_WORD] = ranked.get(i).word();
      ids.put(ranked.get(i).word(), i + FIRST_WORD);
    }
  }

  int id(String word) {
    return ids.get(word);
  }

  /** The words of an N-gram, separated by spaces. */
  String text(int[] ngram) {
    StringJoiner text = new StringJoiner(" ");
    for (int id : ngram) {
      text.add(words[id]);
    }
    return text.toString();
  }
}

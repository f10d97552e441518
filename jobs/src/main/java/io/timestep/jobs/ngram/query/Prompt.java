package io.timestep.jobs.ngram.query;

import io.timestep.ngram.model.Lexicon;
import io.timestep.text.TextConfig;
import io.timestep.text.WordReader;
import io.timestep.vocab.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The words before those asked for.
 *
 * @param start whether they begin a sentence: their text began with {@code <s>}
 * @param words as the tokenizer gives them
 * @param ids of the words; one that is not in the lexicon, or is spelled like a special token, is
 *     {@code <unk>}
 * @param unknown those words, each once
 */
record Prompt(boolean start, List<String> words, List<Integer> ids, List<String> unknown) {
  Prompt {
    words = List.copyOf(words);
    ids = List.copyOf(ids);
    unknown = List.copyOf(unknown);
  }

  static Prompt of(Lexicon lexicon, TextConfig config, String text) {
    String stripped = text.strip();
    boolean start =
        stripped.equals(Vocabulary.SENTENCE_START)
            || stripped.startsWith(Vocabulary.SENTENCE_START + " ");
    String rest = start ? stripped.substring(Vocabulary.SENTENCE_START.length()) : stripped;
    byte[] bytes = rest.getBytes(StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>();
    WordReader.of(config)
        .read(
            bytes,
            bytes.length,
            (word, from, to) ->
                words.add(new String(word, from, to - from, StandardCharsets.UTF_8)));
    List<Integer> ids = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String word : words) {
      int id = lexicon.id(word);
      boolean known = id >= Vocabulary.SPECIALS;
      ids.add(known ? id : Vocabulary.UNKNOWN);
      if (!known && !unknown.contains(word)) {
        unknown.add(word);
      }
    }
    return new Prompt(start, words, ids, unknown);
  }
}

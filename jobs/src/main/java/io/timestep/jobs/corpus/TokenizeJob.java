package io.timestep.jobs.corpus;

import io.timestep.config.SettingsWriter;
import io.timestep.jobs.engine.JobContext;
import io.timestep.sequence.DocumentSplit;
import io.timestep.sequence.DocumentSplit.Side;
import io.timestep.sequence.SequenceConfig;
import io.timestep.text.TextConfig;
import io.timestep.util.UserException;
import io.timestep.vocab.VocabConfig;
import io.timestep.vocab.Vocabulary;
import io.timestep.vocab.VocabularyBuilder;
import io.timestep.vocab.VocabularyFile;
import io.timestep.vocab.WordCount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/**
 * Text to a vocabulary and encoded sequences, in two passes over the text: count words, encode. The
 * vocabulary knows the words of the training split only, as the others stand for text not seen.
 *
 * <p>Writes {@code vocab.tsv}, {@value #SETTINGS} (the settings that made the folder) and {@code
 * sequences/split=train|valid|test/*.parquet}; a side without documents has no folder.
 */
public final class TokenizeJob {
  /** File with the settings. */
  public static final String SETTINGS = "tokenize.conf";

  /** With less there is nothing to predict. */
  private static final int LEAST_TRAINING_WORDS = 2;

  private TokenizeJob() {}

  /**
   * Tokenizes an input into a folder.
   *
   * @throws UserException if the input does not exist, cannot be read, has no token, or too little
   *     of it falls into the training split
   */
  public static TokenizeResult run(
      JobContext context,
      CorpusInput input,
      TextConfig text,
      VocabConfig vocab,
      SequenceConfig sequence,
      String folder) {
    long start = System.nanoTime();
    DocumentSplit split = new DocumentSplit(sequence);
    JavaRDD<RawLine> lines = CorpusReader.read(context, input);
    Vocabulary vocabulary = countWords(context, input, lines, text, vocab, split);
    VocabularyFile.write(context.store(), folder + "/" + VocabularyFile.NAME, vocabulary);
    context.store().writeString(folder + "/" + SETTINGS, settings(text, vocab, sequence));
    EncodedText encoded =
        EncodeJob.write(context, lines, text, vocabulary, line -> split.side(line.hash()), folder);
    return EncodeJob.result(encoded, vocabulary, start);
  }

  private static Vocabulary countWords(
      JobContext context,
      CorpusInput input,
      JavaRDD<RawLine> lines,
      TextConfig text,
      VocabConfig vocab,
      DocumentSplit split) {
    return Stage.run(
        context,
        "tokenize: count words",
        lines.getNumPartitions(),
        progress -> {
          PartitionResults<CountedText> results =
              PartitionResults.register(context.sparkContext(), "counted", progress);
          JavaRDD<WordCount> candidates =
              WordCounts.count(lines, text, l -> split.side(l.hash()) == Side.TRAIN, results)
                  .filter(word -> VocabularyBuilder.isCandidate(word, vocab));
          List<WordCount> words =
              vocab.maxSize() == 0
                  ? candidates.collect()
                  : candidates.takeOrdered(
                      vocab.maxSize() - Vocabulary.SPECIALS, WordCount.BY_RANK);
          CountedText counted = results.fold(CountedText.EMPTY, CountedText::merge);
          requireTrainingText(input, counted);
          return VocabularyBuilder.build(words, vocab, counted.words(), counted.sentences());
        });
  }

  private static void requireTrainingText(CorpusInput input, CountedText counted) {
    long sentences = counted.text().lines() - counted.text().emptyLines();
    EncodeJob.requireTokens(input, counted.text().lines(), sentences);
    if (counted.words() < LEAST_TRAINING_WORDS) {
      throw new UserException(
          ("%s: only %d of its words in the training split, of %d sentences in all; a language model"
                  + " needs more text, or less in sequence.valid-fraction and test-fraction")
              .formatted(input, counted.words(), sentences));
    }
  }

  /** The settings as HOCON, with the names of {@code reference.conf}. */
  private static String settings(TextConfig text, VocabConfig vocab, SequenceConfig sequence) {
    Map<String, Record> groups = new LinkedHashMap<>();
    groups.put("text", text);
    groups.put("vocab", vocab);
    groups.put("sequence", sequence);
    return SettingsWriter.render(groups);
  }
}

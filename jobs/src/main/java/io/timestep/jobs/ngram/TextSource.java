package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.ByteOrderMark;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.CorpusReader;
import io.timestep.jobs.corpus.RawLine;
import io.timestep.jobs.corpus.Stage;
import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.count.KeyLayout;
import io.timestep.ngram.count.SortedNgrams;
import io.timestep.ngram.count.SuffixEvents;
import io.timestep.ngram.count.SuffixPartitions;
import io.timestep.ngram.count.WordCounter;
import io.timestep.ngram.model.Lexicon;
import io.timestep.ngram.settings.NgramConfig;
import io.timestep.text.TextConfig;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** A text, a sentence a line; it is read once. */
final class TextSource implements NgramSource {
  private final JobContext context;
  private final CorpusInput input;
  private final TextConfig text;
  private final NgramConfig.ReservedWords reserved;
  private final JavaRDD<EncodedSlice> slices;

  private TextSource(
      JobContext context,
      CorpusInput input,
      TextConfig text,
      NgramConfig.ReservedWords reserved,
      JavaRDD<EncodedSlice> slices) {
    this.context = context;
    this.input = input;
    this.text = text;
    this.reserved = reserved;
    this.slices = slices;
  }

  /**
   * Opens a text; it is read when its words are counted.
   *
   * @throws UserException if it does not exist, or its words cannot stand in a model
   */
  static TextSource of(JobContext context, CorpusInput input, TextConfig text, NgramConfig config) {
    requireWords(text);
    JavaRDD<RawLine> lines = CorpusReader.read(context, input, mark(config));
    NgramConfig.ReservedWords reserved = config.reservedWords();
    JavaRDD<EncodedSlice> slices =
        lines
            .mapPartitions(it -> List.of(EncodedSlice.read(it, text, reserved)).iterator())
            .setName("words")
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new TextSource(context, input, text, reserved, slices);
  }

  /** A byte order mark belongs to the first word where that is so for KenLM. */
  static ByteOrderMark mark(NgramConfig config) {
    return config.kenlmCompatible() ? ByteOrderMark.KEEP : ByteOrderMark.OMIT;
  }

  /** A word has no white space. */
  private static void requireWords(TextConfig text) {
    if (text.tokenizer() == TextConfig.TokenizerKind.CHAR) {
      throw new UserException(
          "text.tokenizer=char: a space is a word to it, and separates the words of an N-gram"
              + " model; use another, or write the text with a space between characters");
    }
  }

  @Override
  public TextConfig text() {
    return text;
  }

  @Override
  public CountedWords countWords() {
    return Stage.run(
        context,
        "ngram train: count words",
        0,
        progress -> {
          if (reserved == NgramConfig.ReservedWords.ERROR) {
            ReservedSpelling.refuse(context, input, slices);
          }
          WordCounter words = WordMerge.merge(slices.map(slice -> slice.text().words()));
          if (words.size() == 0) {
            throw new UserException("%s: has no words; expected text".formatted(input));
          }
          long sentences = slices.map(EncodedSlice::sentences).reduce(Long::sum);
          return new CountedWords(words, sentences, words.total());
        });
  }

  @Override
  public JavaRDD<SortedNgrams> sorted(
      KeyLayout layout, Broadcast<Lexicon> lexicon, Broadcast<SuffixPartitions> places) {
    return NumberedBlocks.gather(
            slices.flatMap(slice -> events(slice, layout, lexicon.value(), places.value())),
            places.value().count())
        .map(blocks -> SortedNgrams.of(layout, blocks));
  }

  private static Iterator<Tuple2<Integer, byte[]>> events(
      EncodedSlice slice, KeyLayout layout, Lexicon lexicon, SuffixPartitions places) {
    SuffixEvents events =
        new SuffixEvents(
            layout, SuffixEvents.Boundaries.INCLUDE, Vocabulary.START, Vocabulary.END, places);
    slice.sentences(lexicon, events);
    return NumberedBlocks.numbered(events.takeBlocks());
  }

  @Override
  public void close() {
    slices.unpersist();
  }
}

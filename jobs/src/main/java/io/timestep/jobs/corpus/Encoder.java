package io.timestep.jobs.corpus;

import io.timestep.sequence.DocumentSplit.Side;
import io.timestep.text.Line;
import io.timestep.text.LineTokenizer;
import io.timestep.text.TextConfig;
import io.timestep.vocab.Vocabulary;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function;

/** Encodes the lines of a partition, one at a time; lines without a token are left out. */
final class Encoder implements Iterator<EncodedDocument> {
  private final Iterator<RawLine> lines;
  private final LineTokenizer tokenizer;
  private final Vocabulary vocabulary;
  private final Function<Line, Side> split;
  private final PartitionResults<EncodedText> totals;
  private final Map<Side, SplitCounts> sizes = new EnumMap<>(Side.class);
  private int[] ids = new int[256];
  private int length;
  private EncodedDocument next;
  private boolean finished;

  /**
   * @param totals is given the partition's sizes after its last line
   */
  Encoder(
      Iterator<RawLine> lines,
      TextConfig config,
      Vocabulary vocabulary,
      Function<Line, Side> split,
      PartitionResults<EncodedText> totals) {
    this.lines = lines;
    this.tokenizer = new LineTokenizer(config);
    this.vocabulary = vocabulary;
    this.split = split;
    this.totals = totals;
    for (Side side : Side.values()) {
      sizes.put(side, SplitCounts.EMPTY);
    }
  }

  @Override
  public boolean hasNext() {
    while (next == null && lines.hasNext()) {
      next = encode(lines.next());
    }
    if (next == null && !finished) {
      finished = true;
      totals.add(
          new EncodedText(
              tokenizer.stats(),
              sizes.get(Side.TRAIN),
              sizes.get(Side.VALID),
              sizes.get(Side.TEST)));
    }
    return next != null;
  }

  @Override
  public EncodedDocument next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    EncodedDocument document = next;
    next = null;
    return document;
  }

  /** The document, or null if it has no token. */
  private EncodedDocument encode(RawLine raw) {
    Line line = tokenizer.read(raw.bytes(), raw.length());
    length = 0;
    if (tokenizer.tokenize(line, word -> append(vocabulary.id(word))) == 0) {
      return null;
    }
    append(Vocabulary.END);
    Side side = sideOf(line);
    EncodedDocument document = new EncodedDocument();
    document.setDocument(raw.document());
    document.setTokens(Arrays.copyOf(ids, length));
    document.setCharacters(Math.toIntExact(line.characters() + 1));
    document.setSplit(side.toString());
    long unknown = Arrays.stream(ids, 0, length).filter(id -> id == Vocabulary.UNKNOWN).count();
    sizes.merge(
        side, new SplitCounts(1, length, document.getCharacters(), unknown), SplitCounts::merge);
    return document;
  }

  private Side sideOf(Line line) {
    try {
      return split.call(line);
    } catch (Exception e) { // declared by Spark's interface, thrown by none of ours
      throw new IllegalStateException(e);
    }
  }

  private void append(int id) {
    if (length == ids.length) {
      ids = Arrays.copyOf(ids, length + (length >> 1));
    }
    ids[length++] = id;
  }
}

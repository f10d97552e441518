package io.timestep.jobs.train;

import io.timestep.sequence.StreamPlan;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** Cuts a partition's documents, in order, into pieces of streams. */
final class StreamCutter implements Iterator<StreamPiece> {
  /** Longest piece: large enough that pieces are few, small enough to ship. */
  private static final int MAX_PIECE = 1 << 16;

  private final StreamPlan plan;
  private final Iterator<int[]> documents;
  private final Queue<StreamPiece> ready = new ArrayDeque<>();
  private final int[] buffer = new int[MAX_PIECE];
  private int size;
  private long position;

  /**
   * @param start position in the text of the partition's first token
   */
  StreamCutter(StreamPlan plan, long start, Iterator<int[]> documents) {
    this.plan = plan;
    this.documents = documents;
    this.position = start;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && documents.hasNext()) {
      for (int token : documents.next()) {
        add(token);
      }
    }
    if (ready.isEmpty()) {
      flush();
    }
    return !ready.isEmpty();
  }

  @Override
  public StreamPiece next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void add(int token) {
    int stream = plan.streamOf(position);
    buffer[size++] = token;
    position++;
    boolean endsStream = position == plan.start(stream + 1);
    if (endsStream || size == MAX_PIECE) {
      flush();
    }
    if (endsStream && stream + 1 < plan.streams()) {
      ready.add(new StreamPiece(stream + 1, StreamPiece.BEFORE, new int[] {token}));
    }
  }

  private void flush() {
    if (size > 0) {
      long first = position - size;
      int stream = plan.streamOf(first);
      int offset = Math.toIntExact(first - plan.start(stream));
      ready.add(new StreamPiece(stream, offset, Arrays.copyOf(buffer, size)));
      size = 0;
    }
  }
}

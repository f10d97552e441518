package io.timestep.ngram.estimate;

/**
 * What an estimate takes in memory and on disk, as it is known before the N-grams are sorted. All
 * figures are rather too high than too low: they take the text's words to stand in random order
 * ({@link DistinctNgrams}).
 *
 * @param partitionEvents N-grams that a partition is meant to have
 * @param partitions how many there are
 * @param largestPartition N-grams of the largest, as they occur
 * @param largestShard N-grams, as they occur, that begin with the words of the model's largest
 *     shard
 * @param taskBytes heap of the task that has most of them
 * @param taskLimitBytes heap that a task can count on
 * @param wordBytes heap of each executor, and of the driver, for the words
 * @param temporaryBytes disk for what lies between the stages, on all executors together
 * @param arpaBytes of the ARPA file as text
 * @param binaryBytes of the exact binary model
 */
public record MemoryPlan(
    int partitionEvents,
    int partitions,
    long largestPartition,
    long largestShard,
    long taskBytes,
    long taskLimitBytes,
    long wordBytes,
    long temporaryBytes,
    long arpaBytes,
    long binaryBytes) {
  /** Heap of an N-gram for each order from 2 on: its counts, its place by context, what it says. */
  private static final int BYTES_PER_ORDER = 50;

  /** Heap of an N-gram for each long of its key: read, sorted from one array to the other, kept. */
  private static final int BYTES_PER_KEY_LONG = 32;

  private static final int BYTES_PER_NGRAM = 16;

  /** The same of an N-gram that begins in a shard, while this is put together. */
  private static final int SHARD_BYTES_PER_ORDER = 25;

  private static final int SHARD_BYTES_PER_KEY_LONG = 8;

  /** Heap of a word beside its bytes: table, counts, places, and what is made on the way there. */
  private static final int BYTES_PER_TYPE = 120;

  /** Of a number in an ARPA file, with what separates it. */
  private static final int ARPA_NUMBER = 11;

  /** Bits of a probability, of a backoff, and of a pointer to the words that follow. */
  private static final int BINARY_PROBABILITY = 31;

  private static final int BINARY_BACKOFF = 32;
  private static final int BINARY_POINTER = 26;

  /**
   * Plans.
   *
   * @param memory of an executor
   */
  public static MemoryPlan of(
      CorpusSize size,
      TaskMemory memory,
      int partitionEvents,
      int partitions,
      long largestPartition,
      long largestShard) {
    long words = wordBytes(size);
    return new MemoryPlan(
        partitionEvents,
        partitions,
        largestPartition,
        largestShard,
        Math.max(largestPartition * bytesPerNgram(size), largestShard * bytesPerNgramOfShard(size)),
        memory.share(words),
        words,
        temporaryBytes(size),
        arpaBytes(size),
        binaryBytes(size));
  }

  /** Whether each task has the memory it may need. */
  public boolean fits() {
    return taskBytes <= taskLimitBytes;
  }

  /**
   * How many N-grams a task can sort in the memory it has.
   *
   * @return at least 1
   */
  public static long room(CorpusSize size, TaskMemory memory) {
    return Math.max(1, memory.share(wordBytes(size)) / bytesPerNgram(size));
  }

  private static long bytesPerNgram(CorpusSize size) {
    return BYTES_PER_ORDER * (size.order() - 1L)
        + (long) BYTES_PER_KEY_LONG * size.layout().longs()
        + BYTES_PER_NGRAM;
  }

  private static long bytesPerNgramOfShard(CorpusSize size) {
    return SHARD_BYTES_PER_ORDER * (size.order() - 1L)
        + (long) SHARD_BYTES_PER_KEY_LONG * size.layout().longs()
        + BYTES_PER_NGRAM;
  }

  private static long wordBytes(CorpusSize size) {
    return 3 * size.typeBytes() + BYTES_PER_TYPE * size.distinct(1);
  }

  /** N-grams on their way to be sorted, sorted ones that memory has no room for, and contexts. */
  private static long temporaryBytes(CorpusSize size) {
    long bytes = 0;
    if (size.order() > 1) {
      int longs = size.layout().longs();
      bytes = Long.BYTES * (size.events() * longs + size.distinct(size.order()) * (longs + 1));
    }
    for (int k = 2; k <= size.order(); k++) {
      long context = Long.BYTES * (long) size.layout().withWords(k - 1).longs() + Long.BYTES;
      bytes += size.distinct(k) * Long.BYTES + size.distinct(k - 1) * context;
    }
    return bytes;
  }

  private static long arpaBytes(CorpusSize size) {
    double bytes = size.typeBytes() + size.distinct(1) * 2.0 * ARPA_NUMBER;
    for (int k = 2; k <= size.order(); k++) {
      int numbers = k < size.order() ? 2 : 1;
      bytes += size.distinct(k) * (k * (size.meanWordBytes() + 1) + numbers * ARPA_NUMBER);
    }
    return (long) bytes;
  }

  private static long binaryBytes(CorpusSize size) {
    double bits = 8.0 * (size.typeBytes() + 2L * Long.BYTES * size.distinct(1));
    for (int k = 2; k <= size.order(); k++) {
      int inner = k < size.order() ? BINARY_BACKOFF + BINARY_POINTER : 0;
      bits += (double) size.distinct(k) * (size.layout().bits() + BINARY_PROBABILITY + inner);
    }
    return (long) (bits / Byte.SIZE);
  }
}

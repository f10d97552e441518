package io.timestep.jobs.ngram;

import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.LinePlace;
import io.timestep.jobs.engine.JobContext;
import io.timestep.util.UserException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/** Words that a text of an N-gram model may not have; KenLM takes {@code <UNK>} for one as well. */
final class ReservedSpelling {
  /** As shown in messages. */
  static final String NAMES = "<s>, </s>, <unk>, <UNK>";

  private static final List<byte[]> SPELLINGS =
      Stream.of(NAMES.split(", ", -1)).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();

  private ReservedSpelling() {}

  /**
   * Refuses a text that has one.
   *
   * @throws UserException with file and line of the first
   */
  static void refuse(JobContext context, CorpusInput input, JavaRDD<EncodedSlice> slices) {
    long first =
        slices
            .map(EncodedSlice::reserved)
            .filter(line -> line >= 0)
            .fold(Long.MAX_VALUE, Math::min);
    if (first < Long.MAX_VALUE) {
      throw new UserException(
          "%s: has one of the words %s, which an N-gram model keeps for itself; rename it in the text, or set ngram.reserved-words=skip"
              .formatted(LinePlace.of(context, input, first), NAMES));
    }
  }

  static boolean is(byte[] bytes, int from, int to) {
    for (byte[] spelling : SPELLINGS) {
      if (Arrays.equals(bytes, from, to, spelling, 0, spelling.length)) {
        return true;
      }
    }
    return false;
  }
}

package io.timestep.jobs.corpus;

import io.timestep.jobs.engine.JobContext;
import io.timestep.util.UserException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** Any input as lines with their place in the corpus. */
public final class CorpusReader {
  private CorpusReader() {}

  /**
   * The lines (or the rows of a column), read anew by each action. Elements of a partition share
   * their buffer: use each before the next.
   *
   * @throws UserException if the input does not exist, cannot be read or has no such column
   */
  public static JavaRDD<RawLine> read(JobContext context, CorpusInput input) {
    return read(context, input, ByteOrderMark.OMIT);
  }

  /**
   * As {@link #read(JobContext, CorpusInput)}.
   *
   * @param mark what is done with it in plain text
   */
  public static JavaRDD<RawLine> read(JobContext context, CorpusInput input, ByteOrderMark mark) {
    Configuration configuration = configuration(context);
    List<CorpusFile> files = CorpusFiles.find(input.paths(), configuration);
    if (input.column().isPresent()) {
      return TableReader.read(context, files, input.column().get(), configuration);
    }
    for (CorpusFile file : files) {
      if (file.format() == CorpusFile.Format.PARQUET) {
        throw new UserException(
            "%s: is Parquet; name the column with the text: --column NAME, in a run run.column=NAME"
                .formatted(file.path()));
      }
    }
    return lines(context, files, mark, configuration);
  }

  /** Where the file systems are, with all codecs. */
  static Configuration configuration(JobContext context) {
    Configuration configuration =
        new Configuration(context.spark().sparkContext().hadoopConfiguration());
    String codecs = configuration.get(ZstdCodec.CODECS_KEY);
    String zstd = ZstdCodec.class.getName();
    configuration.set(ZstdCodec.CODECS_KEY, codecs == null ? zstd : codecs + "," + zstd);
    return configuration;
  }

  private static JavaRDD<RawLine> lines(
      JobContext context, List<CorpusFile> files, ByteOrderMark mark, Configuration configuration) {
    CompressionCodecFactory codecs = new CompressionCodecFactory(configuration);
    List<List<Slice>> tasks =
        Slice.plan(files, file -> codecs.getCodec(new Path(file.path())) != null);
    Broadcast<SerializableConfiguration> shipped = // a thousand entries: not with each task
        context.sparkContext().broadcast(new SerializableConfiguration(configuration));
    return context
        .sparkContext()
        .parallelize(tasks, Math.max(1, tasks.size()))
        .mapPartitions(
            mine -> {
              List<Slice> slices = mine.hasNext() ? mine.next() : List.of();
              SliceReader reader = new SliceReader(slices, mark, shipped.value().value());
              TaskCompletionListener close = task -> reader.close();
              TaskContext.get().addTaskCompletionListener(close);
              return reader;
            })
        .setName("lines");
  }
}

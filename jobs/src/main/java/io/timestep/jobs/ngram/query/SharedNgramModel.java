package io.timestep.jobs.ngram.query;

import io.timestep.jobs.engine.JobContext;
import io.timestep.ngram.binary.BinaryModel;
import io.timestep.ngram.binary.BinaryModelWriter;
import io.timestep.ngram.binary.Manifest;
import io.timestep.ngram.binary.Precision;
import io.timestep.ngram.model.ArpaModel;
import io.timestep.ngram.query.BackoffModel;
import io.timestep.ngram.query.TrieModel;
import io.timestep.util.LocalStore;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkFiles;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A model for the tasks of a job: each executor opens it once, and its tasks share it. What is
 * shipped with a task only says where the model is.
 *
 * <ul>
 *   <li>A binary model is mapped where it lies on the executor's disk, or from one copy an executor
 *       where it is on another file system. It never passes through the driver.
 *   <li>An ARPA file is read by the driver. Where the driver runs the tasks itself, they share that
 *       model; else it becomes a temporary binary model, whose files Spark sends to each executor
 *       once.
 * </ul>
 *
 * <p>Executors end with the application and the model with them; the driver gives it up at {@link
 * #close}.
 */
final class SharedNgramModel implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1L;

  /** The models of this process. */
  private static final Map<String, BackoffModel> OPEN = new ConcurrentHashMap<>();

  /** Where an executor finds the model. */
  private interface Place extends Serializable {
    BackoffModel open();
  }

  /** A folder of some file system. */
  private record Stored(String folder, SerializableConfiguration hadoop) implements Place {
    private static final long serialVersionUID = 1L;

    @Override
    public BackoffModel open() {
      return BinaryFiles.open(hadoop.value(), folder, sparkFolder());
    }
  }

  /**
   * Files that Spark brought.
   *
   * @param prefix of their names, which are one application's
   */
  private record Sent(String prefix, List<String> names) implements Place {
    private static final long serialVersionUID = 1L;

    @Override
    public BackoffModel open() {
      LocalStore store = new LocalStore();
      try {
        Path folder = Files.createTempDirectory(sparkFolder(), prefix);
        try {
          for (String name : names) {
            Path brought = Path.of(SparkFiles.get(prefix + name)).toAbsolutePath();
            Files.createSymbolicLink(folder.resolve(name), brought);
          }
          return BinaryModel.open(folder);
        } finally {
          store.delete(folder.toString()); // the links alone
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot link the model's files", e);
      }
    }
  }

  private final String id;
  private final Place place;

  private SharedNgramModel(String id, Place place) {
    this.id = id;
    this.place = place;
  }

  /** Shares a model with the executors. */
  static SharedNgramModel of(JobContext context, NgramModelSource source) {
    Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();
    String id = "ngram-%s-".formatted(UUID.randomUUID());
    if (source.binary().isPresent()) {
      String folder = BinaryFiles.qualified(hadoop, source.binary().get());
      return new SharedNgramModel(id, new Stored(folder, new SerializableConfiguration(hadoop)));
    }
    ArpaModel arpa = ModelReader.arpa(hadoop, source);
    if (context.sparkContext().isLocal()) {
      OPEN.put(id, new TrieModel(arpa.lexicon(), arpa.trie()));
      return new SharedNgramModel(id, null);
    }
    return new SharedNgramModel(id, send(context, arpa, id));
  }

  /** The model, opened by the first task of an executor that asks. */
  BackoffModel model() {
    return OPEN.computeIfAbsent(id, key -> place.open());
  }

  @Override
  public void close() {
    OPEN.remove(id);
  }

  private static Place send(JobContext context, ArpaModel arpa, String prefix) {
    Path folder = sparkFolder().resolve(prefix + "binary");
    Manifest manifest =
        BinaryModelWriter.write(
            new LocalStore(), folder.toString(), arpa.lexicon(), arpa.trie(), Precision.EXACT, 1);
    List<String> names = new ArrayList<>(List.of(Manifest.NAME, manifest.lexicon().file()));
    manifest.shards().forEach(shard -> names.add(shard.file()));
    try {
      for (String name : names) {
        Path unique =
            folder.resolve(prefix + name); // names of files that Spark sends are one space
        Files.move(folder.resolve(name), unique);
        context.sparkContext().addFile(unique.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot rename files in " + folder, e);
    }
    return new Sent(prefix, List.copyOf(names));
  }

  /** A local folder that Spark deletes in the end. */
  private static Path sparkFolder() {
    return Path.of(SparkFiles.getRootDirectory()).toAbsolutePath();
  }
}

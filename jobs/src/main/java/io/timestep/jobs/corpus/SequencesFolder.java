package io.timestep.jobs.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.config.SettingsReader;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.sequence.SequenceConfig;
import io.timestep.text.TextConfig;
import io.timestep.util.Json;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import io.timestep.vocab.VocabConfig;
import io.timestep.vocab.Vocabulary;
import io.timestep.vocab.VocabularyFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What {@code tokenize} wrote: a vocabulary and a text encoded with it, in splits.
 *
 * @param text how the text was tokenized
 * @param vocab how the vocabulary was chosen
 * @param sequence how documents were split
 */
public record SequencesFolder(
    String path,
    TextConfig text,
    VocabConfig vocab,
    SequenceConfig sequence,
    Vocabulary vocabulary) {
  public static final String TRAIN = "train";
  public static final String VALID = "valid";
  public static final String TEST = "test";

  private static final StructType SCHEMA =
      new StructType()
          .add("document", DataTypes.LongType)
          .add("tokens", DataTypes.createArrayType(DataTypes.IntegerType))
          .add("characters", DataTypes.IntegerType);

  /** Whether the input is one folder that {@code tokenize} wrote. */
  public static boolean isOne(Store store, CorpusInput input) {
    return input.paths().size() == 1
        && OutputFolder.isOfKind(store, input.paths().get(0), OutputFolder.Kind.SEQUENCES);
  }

  /**
   * Opens a finished folder.
   *
   * @throws UserException if it is no such folder, or of a newer format
   */
  public static SequencesFolder open(JobContext context, String path) {
    OutputFolder.require(context.store(), path, OutputFolder.Kind.SEQUENCES);
    return unchecked(context, path);
  }

  /** Opens a folder that {@code tokenize} is done with but that is not in its place yet. */
  public static SequencesFolder unchecked(JobContext context, String path) {
    String settings = path + "/" + TokenizeJob.SETTINGS;
    String conf = context.store().readString(settings);
    TextConfig text = SettingsReader.bind(conf, settings, "text", TextConfig.class);
    VocabConfig vocab = SettingsReader.bind(conf, settings, "vocab", VocabConfig.class);
    SequenceConfig sequence = SettingsReader.bind(conf, settings, "sequence", SequenceConfig.class);
    Vocabulary vocabulary = VocabularyFile.read(context.store(), path + "/" + VocabularyFile.NAME);
    return new SequencesFolder(path, text, vocab, sequence, vocabulary);
  }

  /**
   * Tokens of each split, as {@code tokenize} counted them when it wrote the folder.
   *
   * @throws UserException if the finished folder does not say
   */
  public static Map<String, Long> counted(Store store, String path) {
    String metrics = path + "/" + OutputFolder.METRICS;
    if (!store.exists(metrics)) {
      throw new UserException("%s: no such file; run tokenize again".formatted(metrics));
    }
    JsonNode splits = Json.parse(store.readString(metrics), metrics).path("splits");
    Map<String, Long> counted = new LinkedHashMap<>();
    for (String split : List.of(TRAIN, VALID, TEST)) {
      JsonNode tokens = splits.path(split).path("tokens");
      if (!tokens.isIntegralNumber()) {
        throw new UserException(
            "%s: splits.%s.tokens is no number; run tokenize again".formatted(metrics, split));
      }
      counted.put(split, tokens.longValue());
    }
    return counted;
  }

  /**
   * The sequences of one split: {@code document} (long, the order of the text), {@code tokens}
   * (array of int), {@code characters} (int).
   */
  public Dataset<Row> split(JobContext context, String split) {
    String rows = "%s/%s/split=%s".formatted(path, EncodeJob.SEQUENCES, split);
    if (!context.store().exists(rows)) { // no document fell into it
      return context.spark().createDataFrame(List.of(), SCHEMA);
    }
    return context.spark().read().schema(SCHEMA).parquet(rows);
  }
}

package io.timestep.jobs.corpus;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A file of the input.
 *
 * @param path with its file system
 * @param length in bytes, as stored
 */
record CorpusFile(String path, long length) implements Serializable {
  private static final Pattern COMPRESSION = Pattern.compile("\\.(gz|bz2|zst|deflate|snappy|lz4)$");

  /** How the rows of a table are written. */
  enum Format {
    PARQUET,
    JSON,
    CSV,
    TSV
  }

  /** The format by the file's extension; whatever is not known is taken for TSV. */
  Format format() {
    String name = COMPRESSION.matcher(path.toLowerCase(Locale.ROOT)).replaceFirst("");
    if (name.endsWith(".parquet")) {
      return Format.PARQUET;
    }
    if (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return Format.JSON;
    }
    return name.endsWith(".csv") ? Format.CSV : Format.TSV;
  }
}

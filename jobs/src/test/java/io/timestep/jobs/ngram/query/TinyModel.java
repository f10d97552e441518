package io.timestep.jobs.ngram.query;

import io.timestep.config.SettingsLoader;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.engine.HadoopStore;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.text.TextConfig;
import io.timestep.util.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;

/** A bigram model small enough to work out its scores by hand (it does not sum to 1), in files. */
final class TinyModel {
  static final Configuration HADOOP = new Configuration();
  static final Store STORE = new HadoopStore(HADOOP);

  static final String ARPA =
      """
      \\data\\
      ngram 1=5
      ngram 2=4

      \\1-grams:
      -1	<unk>
      -99	<s>	-0.5
      -0.5	</s>
      -0.5	a	-0.3
      -0.7	b	-0.2

      \\2-grams:
      -0.25	<s> b
      -0.125	b a
      -0.375	a </s>
      -0.75	a b

      \\end\\
      """;

  private TinyModel() {}

  static Settings settings(String... assignments) {
    SettingsLoader<Settings> loader = SettingsLoader.of(Settings.class);
    loader.set("text.normalization=none");
    for (String assignment : assignments) {
      loader.set(assignment);
    }
    return loader.load().settings();
  }

  static TextConfig text() {
    return settings().text();
  }

  static NgramModelSource find(Path path) {
    return NgramModelSource.find(STORE, path.toString());
  }

  /** Writes the ARPA file; compressed if its name says so. */
  static Path writeArpa(Path file) {
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
      out.write(ARPA.getBytes(StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a model folder, as {@code ngram convert} does. */
  static Path writeFolder(Path folder, String... assignments) {
    Path arpa = writeArpa(folder.resolveSibling(folder.getFileName() + ".arpa"));
    OutputFolder.write(
        STORE,
        folder.toString(),
        OutputFolder.Kind.NGRAM_MODEL,
        OutputFolder.Existing.REFUSE,
        staging -> NgramConvertJob.run(HADOOP, find(arpa), settings(assignments).ngram(), staging));
    return folder;
  }
}

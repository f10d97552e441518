package io.timestep.jobs.ngram;

import io.timestep.config.SettingsLoader;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.jobs.engine.OutputFolder.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Texts and the models that {@code ngram train} makes of them, in a folder of a test. */
final class NgramTraining {
  private final Path folder;
  private final List<String> defaults;
  private int outputs;

  /**
   * @param defaults settings of all that is done, where a test gives no others
   */
  NgramTraining(Path folder, String... defaults) {
    this.folder = folder;
    this.defaults = List.of(defaults);
  }

  private Settings settings(String... settings) {
    SettingsLoader<Settings> loader = SettingsLoader.of(Settings.class);
    for (String setting : defaults) {
      loader = loader.set(setting);
    }
    for (String setting : settings) {
      loader = loader.set(setting);
    }
    return loader.load().settings();
  }

  private Path output() {
    return folder.resolve("output-" + outputs++);
  }

  ModelFolder train(JobContext context, CorpusInput input, String... settings) {
    Path output = output();
    Settings all = settings(settings);
    NgramTrainJob.run(context, input, all.text(), all.ngram(), output.toString());
    return new ModelFolder(output);
  }

  ModelFolder train(Path text, String... settings) {
    return train(List.of(text), settings);
  }

  ModelFolder train(List<Path> texts, String... settings) {
    List<String> inputs = texts.stream().map(Path::toString).toList();
    return train(LocalSpark.context(), new CorpusInput(inputs, Optional.empty()), settings);
  }

  /** The folder that {@code stats} makes of a text, as {@code train --counts} needs it. */
  String count(Path text, String... settings) {
    String output = output().toString();
    Settings all =
        settings(
            Stream.concat(Stream.of("ngram.boundaries=true"), Arrays.stream(settings))
                .toArray(String[]::new));
    JobContext context = LocalSpark.context();
    CorpusInput input = CorpusInput.text(text.toString());
    OutputFolder.write(
        context.store(),
        output,
        Kind.STATS,
        Existing.REFUSE,
        staging -> StatsJob.run(context, input, all.text(), all.ngram(), staging));
    return output;
  }

  ModelFolder trainOnCounts(List<String> counts, String... settings) {
    Path output = output();
    NgramTrainJob.runOnCounts(
        LocalSpark.context(), counts, settings(settings).ngram(), output.toString());
    return new ModelFolder(output);
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sentences by Zipf's law, some of them empty. */
  static List<String> sentences(int count, int seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> words = new ArrayList<>();
      for (int w = random.nextInt(18); w > 0; w--) {
        words.add("w" + (int) Math.exp(random.nextDouble() * 7));
      }
      lines.add(String.join(" ", words));
    }
    return lines;
  }
}

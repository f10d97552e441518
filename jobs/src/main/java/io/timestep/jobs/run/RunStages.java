package io.timestep.jobs.run;

import io.timestep.config.LoadedSettings;
import io.timestep.config.SettingsWriter;
import io.timestep.jobs.config.Settings;
import io.timestep.jobs.corpus.CorpusInput;
import io.timestep.jobs.corpus.SampleJob;
import io.timestep.jobs.corpus.SequencesFolder;
import io.timestep.jobs.corpus.TokenizeJob;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.OutputFolder.Existing;
import io.timestep.jobs.engine.OutputFolder.Kind;
import io.timestep.jobs.evaluate.EvaluateJob;
import io.timestep.jobs.evaluate.GenerateJob;
import io.timestep.jobs.ngram.StatsJob;
import io.timestep.jobs.report.ReportJob;
import io.timestep.jobs.report.ReportResult;
import io.timestep.jobs.train.CheckpointPlace;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.jobs.train.TrainJob;
import io.timestep.util.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/** The stages of {@code timestep run}: from text to report. */
public final class RunStages {
  static final String SAMPLE = "sample";
  static final String STATS = "stats";
  static final String TOKENIZE = "tokenize";
  static final String TRAIN = "train";
  static final String VALIDATE = "evaluate-valid";
  static final String EVALUATE = "evaluate";
  static final String GENERATE = "generate";
  static final String REPORT = "report";

  /** The page in the folder of the stage {@code report}. */
  private static final String PAGE = "report.html";

  private static final String CORPUS = "corpus.txt";

  private final Settings settings;
  private final Store store;
  private final Supplier<JobContext> spark;
  private final String root;
  private final Existing existing;

  /**
   * @param spark asked only by stages that run on it
   * @param root the stages' folders are in it
   * @param existing whether a training that was stopped goes on or begins anew
   */
  public RunStages(
      Settings settings, Store store, Supplier<JobContext> spark, String root, Existing existing) {
    this.settings = settings;
    this.store = store;
    this.spark = spark;
    this.root = root;
    this.existing = existing;
  }

  /**
   * All stages in order.
   *
   * @param configuration of the input's file system
   */
  public List<Stage> all(Configuration configuration) {
    List<Stage> stages = new ArrayList<>();
    List<String> input = settings.run().input();
    if (input.isEmpty()) {
      stages.add(sample());
    }
    List<String> afterSample = input.isEmpty() ? List.of(SAMPLE) : List.of();
    Optional<String> column = Optional.of(settings.run().column()).filter(name -> !name.isEmpty());
    CorpusInput corpus =
        input.isEmpty()
            ? CorpusInput.text(folder(SAMPLE) + "/" + CORPUS)
            : new CorpusInput(input, column);
    String text =
        input.isEmpty()
            ? ""
            : InputFiles.listing(input, configuration) + column.map("\ncolumn "::concat).orElse("");
    stages.add(stats(corpus, afterSample, text));
    stages.add(tokenize(corpus, afterSample, text));
    stages.add(train());
    if (settings.sequence().validFraction() > 0) {
      stages.add(evaluate(VALIDATE, SequencesFolder.VALID));
    }
    if (settings.sequence().testFraction() > 0) {
      stages.add(evaluate(EVALUATE, SequencesFolder.TEST));
    }
    if (!settings.run().prompts().isEmpty()) {
      stages.add(generate());
    }
    stages.add(report(stages.stream().map(Stage::name).filter(RunStages::isReported).toList()));
    return List.copyOf(stages);
  }

  private Stage sample() {
    return new Stage(
        SAMPLE,
        Kind.CORPUS,
        List.of(),
        "WordNet 3.1",
        folder -> SampleJob.run(store, folder + "/" + CORPUS));
  }

  private Stage stats(CorpusInput corpus, List<String> after, String text) {
    return new Stage(
        STATS,
        Kind.STATS,
        after,
        basis("text", "ngram") + text,
        folder -> StatsJob.run(spark.get(), corpus, settings.text(), settings.ngram(), folder));
  }

  private Stage tokenize(CorpusInput corpus, List<String> after, String text) {
    return new Stage(
        TOKENIZE,
        Kind.SEQUENCES,
        after,
        basis("text", "vocab", "sequence") + text,
        folder ->
            TokenizeJob.run(
                spark.get(),
                corpus,
                settings.text(),
                settings.vocab(),
                settings.sequence(),
                folder));
  }

  private Stage train() {
    return new Stage(
        TRAIN,
        Kind.MODEL,
        List.of(TOKENIZE),
        basis("model", "train", "evaluate"),
        folder ->
            TrainJob.run(
                spark.get(), sequences(), Optional.empty(), settings, folder, checkpoints()),
        () -> checkpoints().done(store, settings.checkpoint()));
  }

  /** What a folder that is set holds may be another run's; the one beside the output is its own. */
  CheckpointPlace checkpoints() {
    boolean anew = existing == Existing.REPLACE;
    Earlier ofThisRun =
        settings.checkpoint().folder().isEmpty() ? Earlier.RESUME_IF_SAME : Earlier.RESUME_IF_ANY;
    return CheckpointPlace.of(
        settings.checkpoint(),
        folder(TRAIN),
        anew ? Earlier.DELETE : ofThisRun,
        anew ? "run the same command again without --overwrite" : "run the same command again");
  }

  private Stage evaluate(String name, String split) {
    return new Stage(
        name,
        Kind.EVALUATION,
        List.of(TOKENIZE, TRAIN),
        basis("evaluate"),
        folder ->
            EvaluateJob.run(spark.get(), folder(TRAIN), sequences(), split, settings.evaluate()));
  }

  private Stage generate() {
    return new Stage(
        GENERATE,
        Kind.TEXT,
        List.of(TRAIN),
        basis("generate") + settings.run().prompts(),
        folder ->
            GenerateJob.run(store, folder(TRAIN), settings.run().prompts(), settings.generate()));
  }

  private Stage report(List<String> stages) {
    return new Stage(
        REPORT,
        Kind.REPORT,
        stages,
        basis("report"),
        folder -> {
          List<String> runs = stages.stream().map(this::folder).toList();
          ReportJob.run(store, runs, settings.report(), folder + "/" + PAGE);
          return new ReportResult(folder(REPORT) + "/" + PAGE);
        });
  }

  /** The validation score is in the model's own folder; the page is about the test. */
  private static boolean isReported(String stage) {
    return !stage.equals(SAMPLE) && !stage.equals(VALIDATE);
  }

  private CorpusInput sequences() {
    return CorpusInput.text(folder(TOKENIZE));
  }

  private String folder(String stage) {
    return Pipeline.folder(root, stage);
  }

  /** The settings of some groups as text. */
  private String basis(String... keys) {
    Map<String, Record> all = LoadedSettings.groups(settings);
    Map<String, Record> groups = new LinkedHashMap<>();
    for (String key : keys) {
      groups.put(key, all.get(key));
    }
    return SettingsWriter.render(groups);
  }
}

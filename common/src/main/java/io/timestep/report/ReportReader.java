package io.timestep.report;

import io.timestep.report.Report.Corpus;
import io.timestep.report.Report.Evaluation;
import io.timestep.report.Report.Model;
import io.timestep.report.Report.Sample;
import io.timestep.report.Report.Sequences;
import io.timestep.report.Report.Split;
import io.timestep.report.Report.Text;
import io.timestep.util.Store;
import java.util.ArrayList;
import java.util.List;

/** Reads result folders. A field that is not there is not an error; a broken file is. */
final class ReportReader {
  private final Store store;
  private final int top;
  private final List<Corpus> corpora = new ArrayList<>();
  private final List<Sequences> sequences = new ArrayList<>();
  private final List<Model> models = new ArrayList<>();
  private final List<Evaluation> evaluations = new ArrayList<>();
  private final List<Text> texts = new ArrayList<>();
  private final List<String> notShown = new ArrayList<>();

  private ReportReader(Store store, int top) {
    this.store = store;
    this.top = top;
  }

  /**
   * Reads the results in or right under the given folders.
   *
   * @throws io.timestep.util.UserException if one is no result, or a file is broken
   */
  static Report read(Store store, List<String> runs, ReportConfig config) {
    List<Folders.Folder> folders = Folders.find(store, runs);
    ReportReader reader = new ReportReader(store, config.top());
    for (Folders.Folder folder : folders) {
      reader.add(folder, Folders.shortName(folder.path(), folders));
    }
    return new Report(
        config.title(),
        List.copyOf(reader.corpora),
        List.copyOf(reader.sequences),
        List.copyOf(reader.models),
        List.copyOf(reader.evaluations),
        List.copyOf(reader.texts),
        List.copyOf(reader.notShown));
  }

  private void add(Folders.Folder folder, String name) {
    String path = folder.path();
    switch (folder.kind()) {
      case "stats" -> corpora.add(new NgramFiles(store, path, top).corpus(name, metrics(path)));
      case "sequences" -> sequences.add(sequences(name, metrics(path)));
      case "model" -> models.add(model(name, path, metrics(path)));
      case "evaluation" -> evaluations.add(evaluation(name, path, metrics(path)));
      case "text" -> texts.add(text(name, metrics(path)));
      default -> notShown.add("%s (%s)".formatted(name, folder.kind()));
    }
  }

  private Fields metrics(String folder) {
    String file = folder + "/metrics.json";
    return Fields.parse(store.exists(file) ? store.readString(file) : "{}", file);
  }

  private static Sequences sequences(String name, Fields metrics) {
    return new Sequences(
        name,
        metrics.number("sentences"),
        metrics.number("tokens"),
        metrics.number("vocabularySize"),
        metrics.number("oovRate"),
        metrics.objects("splits").stream()
            .map(
                s ->
                    new Split(
                        s.name(), s.fields().number("sentences"), s.fields().number("tokens")))
            .toList());
  }

  private Model model(String name, String folder, Fields metrics) {
    String file = folder + "/model.conf";
    String configuration = store.exists(file) ? store.readString(file) : "";
    return new Model(
        name,
        folder,
        Recipe.of(configuration, file),
        metrics.number("parameters"),
        metrics.number("vocabularySize"),
        metrics.number("replicas"),
        metrics.number("rounds"),
        metrics.number("epochs"),
        metrics.number("tokens"),
        metrics.number("tokensPerSecond"),
        metrics.number("seconds"),
        metrics.number("validation", "perplexity"),
        HistoryReader.read(store, folder + "/history.jsonl"),
        configuration);
  }

  private static Evaluation evaluation(String name, String folder, Fields metrics) {
    return new Evaluation(
        name,
        folder,
        metrics.text("model"),
        metrics.number("tokens"),
        metrics.number("perplexity"),
        metrics.number("bitsPerCharacter"),
        metrics.number("accuracy"),
        metrics.number("accuracyAt5"),
        metrics.number("unknownRate"),
        metrics.objects("baselines").stream()
            .map(b -> new Fields.Field(b.name(), b.fields().number("perplexity")))
            .filter(b -> !Double.isNaN(b.value()))
            .toList());
  }

  private static Text text(String name, Fields metrics) {
    List<Fields> samples = metrics.list("samples");
    return new Text(
        name,
        (samples.isEmpty() ? List.of(metrics) : samples)
            .stream()
                .map(s -> new Sample(s.text("prompt"), s.text("text"), s.counts()))
                .filter(s -> !(s.prompt() + s.text()).isEmpty())
                .toList());
  }
}

package io.timestep.jobs.train;

import io.timestep.config.SettingsReader;
import io.timestep.config.SettingsWriter;
import io.timestep.jobs.engine.OutputFolder;
import io.timestep.nn.ModelConfig;
import io.timestep.nn.NetworkPool;
import io.timestep.nn.RecurrentNetwork;
import io.timestep.nn.Safetensors;
import io.timestep.nn.Safetensors.Tensor;
import io.timestep.text.TextConfig;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import io.timestep.vocab.Vocabulary;
import io.timestep.vocab.VocabularyFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained model on disk: {@value #SETTINGS}, {@value #VOCABULARY}, {@value #WEIGHTS}, {@value
 * #HISTORY}, beside what every output folder has. The formats are in {@code docs/formats.md}.
 */
public final class ModelFolder {
  public static final String SETTINGS = "model.conf";
  public static final String VOCABULARY = "vocab.tsv";
  public static final String WEIGHTS = "weights.safetensors";
  public static final String HISTORY = "history.jsonl";

  /**
   * What is needed to use a model.
   *
   * @param text how its text was tokenized
   * @param model its shape
   * @param parameters flat vector, [parameters]
   */
  public record Model(
      TextConfig text, ModelConfig model, Vocabulary vocabulary, float[] parameters) {}

  private ModelFolder() {}

  /**
   * Writes a model.
   *
   * @param settings all groups the model was made with, at least {@code text} and {@code model}
   */
  static void write(
      Store store, String folder, Model model, Map<String, ? extends Record> settings) {
    store.writeString(folder + "/" + SETTINGS, SettingsWriter.render(settings));
    VocabularyFile.write(store, folder + "/" + VOCABULARY, model.vocabulary());
    Map<String, Tensor> tensors =
        NetworkPool.use(
            model.model(),
            model.vocabulary().size(),
            network -> {
              network.setParameters(model.parameters());
              return tensors(network);
            });
    String weights = folder + "/" + WEIGHTS;
    try (OutputStream out = store.create(weights)) {
      Safetensors.write(out, tensors);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + weights, e);
    }
  }

  /**
   * Reads a model.
   *
   * @throws UserException if the folder holds no model, one of a newer format, or a broken one
   */
  public static Model read(Store store, String folder) {
    OutputFolder.require(store, folder, OutputFolder.Kind.MODEL);
    String source = folder + "/" + SETTINGS;
    String settings = store.readString(source);
    TextConfig text = SettingsReader.bind(settings, source, "text", TextConfig.class);
    ModelConfig model = SettingsReader.bind(settings, source, "model", ModelConfig.class);
    Vocabulary vocabulary = VocabularyFile.read(store, folder + "/" + VOCABULARY);
    String weights = folder + "/" + WEIGHTS;
    try (InputStream in = store.open(weights)) {
      Map<String, Tensor> tensors = Safetensors.read(in, weights);
      float[] parameters =
          NetworkPool.use(
              model, vocabulary.size(), network -> parameters(network, tensors, weights));
      return new Model(text, model, vocabulary, parameters);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + weights, e);
    }
  }

  private static Map<String, Tensor> tensors(RecurrentNetwork network) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    network
        .parameterTable()
        .forEach(
            (name, array) ->
                tensors.put(
                    name,
                    new Tensor(
                        Arrays.stream(array.shape()).boxed().toList(),
                        array.dup('c').data().asFloat())));
    return tensors;
  }

  private static float[] parameters(
      RecurrentNetwork network, Map<String, Tensor> tensors, String source) {
    Map<String, INDArray> table = network.parameterTable();
    if (!table.keySet().equals(tensors.keySet())) {
      throw new UserException(
          "%s: expected the tensors %s, found %s; it belongs to another model.conf"
              .formatted(source, table.keySet(), tensors.keySet()));
    }
    table.forEach(
        (name, array) -> {
          Tensor tensor = tensors.get(name);
          if (!Arrays.stream(array.shape()).boxed().toList().equals(tensor.shape())) {
            throw new UserException(
                "%s: tensor %s: expected shape %s, found %s; it belongs to another model.conf"
                    .formatted(source, name, Arrays.toString(array.shape()), tensor.shape()));
          }
          RecurrentNetwork.assign(array, tensor.values());
        });
    return network.copyParameters();
  }
}

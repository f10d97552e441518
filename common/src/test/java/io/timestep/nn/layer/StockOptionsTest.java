package io.timestep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.timestep.nn.kernel.CellType;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** DL4J's options that our layers do not obey, set on each of them. */
class StockOptionsTest {
  private static final int VOCABULARY = 11;

  private final NeuralNetConfiguration.Builder network = new NeuralNetConfiguration.Builder();
  private final TokenEmbedding.Builder embedding =
      new TokenEmbedding.Builder().nIn(VOCABULARY).nOut(5);
  private Recurrent.Builder recurrent = recurrent(CellType.RNN);
  private final SoftmaxOutput.Builder output = new SoftmaxOutput.Builder().nIn(6).nOut(VOCABULARY);

  private static Recurrent.Builder recurrent(CellType cell) {
    return new Recurrent.Builder(cell).nIn(5).nOut(6);
  }

  /** Without DL4J's own check, which refuses some activations with some losses and can be off. */
  private MultiLayerConfiguration configuration() {
    return network
        .list(embedding.build(), recurrent.build(), output.build())
        .validateOutputLayerConfig(false)
        .build();
  }

  private static void init(MultiLayerConfiguration configuration) {
    new MultiLayerNetwork(configuration).init();
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("ignored")
  void an_option_that_would_change_nothing_is_refused_by_its_name(
      String option, String layer, String remedy, Consumer<StockOptionsTest> set) {
    set.accept(this);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> init(configuration()))
        .withMessageContaining(layer)
        .withMessageContaining(option)
        .withMessageContaining(remedy);
  }

  private static Stream<Arguments> ignored() {
    return Stream.of(
        ignored(
            "activation",
            "layer 1 (Recurrent)",
            "CellType",
            t -> t.recurrent.activation(Activation.SIGMOID)),
        ignored(
            "activation",
            "layer 1 (Recurrent)",
            "CellType",
            t -> t.recurrent = recurrent(CellType.RNN_RELU).activation(Activation.TANH)),
        ignored(
            "activation",
            "layer 1 (Recurrent)",
            "CellType",
            t ->
                t.recurrent =
                    recurrent(CellType.RNN_RELU).activation(new ActivationReLU(6.0, 0.0, 0.0))),
        ignored(
            "weightNoise",
            "layer 1 (Recurrent)",
            "recurrentWeightDrop",
            t -> t.recurrent.weightNoise(new DropConnect(0.5))),
        ignored(
            "activation",
            "layer 0 (TokenEmbedding)",
            "unset",
            t -> t.embedding.activation(Activation.TANH)),
        ignored(
            "weightNoise",
            "layer 0 (TokenEmbedding)",
            "wordDropout",
            t -> t.embedding.weightNoise(new DropConnect(0.5))),
        ignored("dropOut", "TokenEmbedding", "wordDropout", t -> t.embedding.dropOut(0.5)),
        ignored(
            "activation",
            "layer 2 (SoftmaxOutput)",
            "unset",
            t -> t.output.activation(Activation.SIGMOID)),
        ignored(
            "lossFunction",
            "layer 2 (SoftmaxOutput)",
            "RnnOutputLayer",
            t -> t.output.lossFunction(LossFunction.MCXENT)),
        ignored(
            "lossFunction",
            "layer 2 (SoftmaxOutput)",
            "RnnOutputLayer",
            t -> t.output.lossFunction(new LossSparseMCXENT(Nd4j.ones(VOCABULARY)))),
        ignored(
            "hasBias", "layer 2 (SoftmaxOutput)", "RnnOutputLayer", t -> t.output.hasBias(false)),
        ignored(
            "weightNoise",
            "layer 2 (SoftmaxOutput)",
            "dropOut",
            t -> t.output.weightNoise(new DropConnect(0.5))),
        ignored(
            "weightNoise", "layer 0", "network", t -> t.network.weightNoise(new DropConnect(1))));
  }

  private static Arguments ignored(
      String option, String layer, String remedy, Consumer<StockOptionsTest> set) {
    return Arguments.of(option, layer, remedy, set);
  }

  @Test
  void a_layer_within_a_wrapper_refuses_too() {
    Recurrent within = recurrent.activation(Activation.SIGMOID).build();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                init(
                    network
                        .list(
                            embedding.build(),
                            new Bidirectional(Bidirectional.Mode.ADD, within),
                            output.build())
                        .build()))
        .withMessageContaining("activation");
  }

  /** They are for the layers that have no choice of their own. */
  @Test
  void defaults_of_the_network_that_do_not_reach_our_layers_are_no_mistake() {
    network.activation(Activation.RELU).dropOut(0.5);
    init(configuration());
  }

  @ParameterizedTest
  @EnumSource(CellType.class)
  void what_is_built_in_may_be_said_and_read_back(CellType cell) {
    recurrent =
        recurrent(cell).activation(cell == CellType.RNN_RELU ? Activation.RELU : Activation.TANH);
    embedding.activation(Activation.IDENTITY);
    output
        .activation(Activation.SOFTMAX)
        .lossFunction(LossFunction.SPARSE_MCXENT)
        .hasBias(true)
        .dropOut(0.5);
    MultiLayerConfiguration configuration = configuration();
    init(configuration);
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    init(read);
  }
}

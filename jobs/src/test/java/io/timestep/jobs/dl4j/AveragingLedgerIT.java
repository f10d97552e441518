package io.timestep.jobs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** Which DataSets a fit trains on; dl4j-spark's own master beside ours. */
class AveragingLedgerIT {
  /** Replicas run in this JVM: what they were given is written down here. */
  private static final ConcurrentLinkedQueue<Integer> SEEN = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  /** Writes down the numbers of the examples, which {@link #numbered} left in their features. */
  private static final class Witness implements TrainingHook {
    private static final long serialVersionUID = 1L;

    @Override
    public void preUpdate(org.nd4j.linalg.dataset.api.DataSet minibatch, Model model) {
      for (int b = 0; b < minibatch.numExamples(); b++) {
        SEEN.add(Math.round(minibatch.getFeatures().getFloat(b, 0, 0) * 100));
      }
    }

    @Override
    public void postUpdate(org.nd4j.linalg.dataset.api.DataSet minibatch, Model model) {}

    @Override
    public void preUpdate(MultiDataSet minibatch, Model model) {}

    @Override
    public void postUpdate(MultiDataSet minibatch, Model model) {}
  }

  private static List<DataSet> numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              DataSet data = Sequences.minibatch(1, i);
              data.getFeatures().putScalar(0, 0, 0, i / 100.0);
              return data;
            })
        .toList();
  }

  private static void fit(TrainingMaster<?, ?> master, List<DataSet> data, int partitions) {
    JobContext context = LocalSpark.context();
    master.addHook(new Witness());
    new SparkDl4jMultiLayer(context.sparkContext(), Sequences.network(new Sgd(0.01)), master)
        .fit(context.sparkContext().parallelize(data, partitions));
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({"23, 2, 2, 3", "23, 4, 5, 2", "3, 5, 1, 1", "16, 2, 4, 2", "1, 1, 3, 4"})
  void every_example_is_trained_on_once(int count, int replicas, int batch, int steps) {
    AveragingTrainingMaster master =
        AveragingTrainingMaster.withReplicas(replicas)
            .batchSize(batch)
            .stepsPerRound(steps)
            .build();
    fit(master, numbered(count), 3);

    assertThat(SEEN).containsExactlyInAnyOrderElementsOf(numbers(count));
    assertThat(master.lastFit().orElseThrow().ledger())
        .isEqualTo(new FitReport.Ledger(count, count, 0, count));
  }

  @Test
  void the_stock_master_leaves_examples_out_and_says_nothing() {
    fit(
        new ParameterAveragingTrainingMaster.Builder(2, 1)
            .batchSizePerWorker(4)
            .averagingFrequency(2)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .rngSeed(1)
            .build(),
        numbered(23),
        2);

    Set<Integer> seen = new TreeSet<>(SEEN);
    assertThat(seen).hasSizeLessThan(23);
  }

  @Test
  void the_stock_master_restarts_adam_in_every_round_but_not_its_count_of_steps() {
    JobContext context = LocalSpark.context();
    MultiLayerNetwork network = Sequences.network(new Adam(0.01));
    new SparkDl4jMultiLayer(
            context.sparkContext(),
            network,
            new ParameterAveragingTrainingMaster.Builder(2, 1)
                .batchSizePerWorker(4)
                .averagingFrequency(2)
                .rddTrainingApproach(RDDTrainingApproach.Direct)
                .build())
        .fit(context.sparkContext().parallelize(numbered(32), 2));

    assertThat(network.getIterationCount()).isPositive();
    assertThat(UpdaterState.of(network)).containsOnly(0f);
  }

  @Test
  void data_sets_without_an_example_are_the_named_remainder() {
    List<DataSet> data = new ArrayList<>(numbered(5));
    data.add(2, new DataSet());
    AveragingTrainingMaster master = AveragingTrainingMaster.withReplicas(2).build();
    fit(master, data, 2);

    assertThat(SEEN).containsExactlyInAnyOrderElementsOf(numbers(5));
    assertThat(master.lastFit().orElseThrow().ledger()).isEqualTo(new FitReport.Ledger(6, 5, 1, 5));
  }

  @Test
  void an_empty_rdd_trains_nothing() {
    AveragingTrainingMaster master = AveragingTrainingMaster.withReplicas(2).build();
    fit(master, List.of(), 2);

    assertThat(master.lastFit().orElseThrow())
        .isEqualTo(new FitReport(new FitReport.Ledger(0, 0, 0, 0), List.of()));
  }

  @Test
  void the_rdd_is_computed_once_for_all_rounds() {
    JobContext context = LocalSpark.context();
    LongAccumulator computed = context.sparkContext().sc().longAccumulator();
    JavaRDD<DataSet> data =
        context
            .sparkContext()
            .parallelize(numbers(20), 3)
            .map(
                i -> {
                  computed.add(1);
                  return Sequences.minibatch(1, i);
                });
    AveragingTrainingMaster master =
        AveragingTrainingMaster.withReplicas(2).stepsPerRound(1).build();
    new SparkDl4jMultiLayer(context.sparkContext(), Sequences.network(new Sgd(0.01)), master)
        .fit(data);

    assertThat(master.lastFit().orElseThrow().rounds()).hasSize(10);
    assertThat(computed.value()).isEqualTo(20);
  }

  @Test
  void what_cannot_be_cut_into_minibatches_is_not_kept() {
    JobContext context = LocalSpark.context();
    Set<Integer> before = Set.copyOf(context.sparkContext().getPersistentRDDs().keySet());
    DataSet wider = new DataSet(Nd4j.zeros(1, 7, 6), Nd4j.zeros(1, 7, 6));
    JavaRDD<DataSet> data =
        context.sparkContext().parallelize(List.of(Sequences.minibatch(1, 1), wider), 2);

    assertThatThrownBy(() -> DataSetShards.of(data, 1, 2)).isInstanceOf(SparkException.class);
    assertThat(before).containsAll(context.sparkContext().getPersistentRDDs().keySet());
  }

  @Test
  void bytes_of_a_data_set_have_its_arrays_and_masks() {
    DataSet data = Sequences.masked(Sequences.minibatch(2, 1), 3);
    data.setFeaturesMaskArray(Nd4j.ones(2, Sequences.TIME_STEPS));

    assertThat(DataSetBytes.read(DataSetBytes.write(data))).isEqualTo(data);
  }
}

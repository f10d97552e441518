package io.timestep.jobs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.timestep.config.NumberOrAuto;
import io.timestep.jobs.dl4j.AveragingConfig.Weights;
import io.timestep.jobs.engine.JobContext;
import io.timestep.jobs.engine.LocalSpark;
import io.timestep.nn.kernel.SingleThread;
import io.timestep.train.OptimizerConfig.StatePolicy;
import io.timestep.train.OuterConfig;
import io.timestep.train.OuterRule;
import io.timestep.train.OuterState;
import io.timestep.train.WeightedMean;
import io.timestep.train.WeightedMean.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class AveragingTrainingMasterIT {
  @BeforeEach
  void computeInOneThread() { // as replicas do
    SingleThread.pin();
  }

  /** A program on dl4j-spark; nothing of it depends on the master. */
  private static MultiLayerNetwork program(
      JobContext context,
      MultiLayerNetwork network,
      JavaRDD<DataSet> data,
      TrainingMaster<?, ?> m) {
    SparkDl4jMultiLayer spark = new SparkDl4jMultiLayer(context.sparkContext(), network, m);
    MultiLayerNetwork trained = network;
    for (int epoch = 0; epoch < 3; epoch++) {
      trained = spark.fit(data);
    }
    return trained;
  }

  private static MultiLayerNetwork fit(
      MultiLayerNetwork network, List<DataSet> data, int partitions, AveragingTrainingMaster m) {
    JobContext context = LocalSpark.context();
    return new SparkDl4jMultiLayer(context.sparkContext(), network, m)
        .fit(context.sparkContext().parallelize(data, partitions));
  }

  private static AveragingTrainingMaster.Builder master(int replicas, int stepsPerRound) {
    return AveragingTrainingMaster.withReplicas(replicas).stepsPerRound(stepsPerRound);
  }

  @Test
  void a_program_with_the_stock_master_runs_with_this_one_in_its_place() {
    JobContext context = LocalSpark.context();
    List<DataSet> data = Sequences.minibatches(32, 1);
    JavaRDD<DataSet> rdd = context.sparkContext().parallelize(data, 2);
    DataSet all = DataSet.merge(data);
    MultiLayerNetwork start = Sequences.network(new Adam(0.05));

    TrainingMaster<?, ?> stock =
        new ParameterAveragingTrainingMaster.Builder(2, 1)
            .batchSizePerWorker(4)
            .averagingFrequency(2)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .build();
    TrainingMaster<?, ?> ours =
        AveragingTrainingMaster.withReplicas(2).batchSize(4).stepsPerRound(2).build();

    double untrained = start.score(all);
    MultiLayerNetwork byStock = program(context, start.clone(), rdd, stock);
    MultiLayerNetwork byOurs = program(context, start.clone(), rdd, ours);
    assertThat(byStock.score(all)).isLessThan(0.95 * untrained);
    assertThat(byOurs.score(all)).isLessThan(0.95 * untrained);
    assertThat(byOurs.getEpochCount()).isEqualTo(byStock.getEpochCount()).isEqualTo(3);
    assertThat(byOurs.getIterationCount()).isEqualTo(3 * 4);
  }

  @Test
  void one_replica_merged_after_each_step_is_fit_to_the_bit() {
    List<DataSet> data = new ArrayList<>(Sequences.minibatches(5, 4));
    data.add(Sequences.masked(Sequences.minibatch(3, 9), 2));
    MultiLayerNetwork serial = Sequences.network(new Adam(0.01));
    MultiLayerNetwork averaged = serial.clone();

    for (int epoch = 0; epoch < 2; epoch++) {
      data.forEach(serial::fit);
      serial.incrementEpochCount();
      fit(averaged, data, 2, master(1, 1).build());
    }

    assertThat(Sequences.parameters(averaged)).containsExactly(Sequences.parameters(serial));
    assertThat(UpdaterState.of(averaged)).containsExactly(UpdaterState.of(serial));
    assertThat(averaged.getIterationCount()).isEqualTo(serial.getIterationCount());
  }

  @Test
  void single_examples_are_put_together_into_minibatches_in_their_order() {
    List<DataSet> minibatches = Sequences.minibatches(4, 3);
    List<DataSet> examples = new ArrayList<>();
    minibatches.forEach(minibatch -> examples.addAll(minibatch.asList()));
    MultiLayerNetwork start = Sequences.network(new Adam(0.01));

    MultiLayerNetwork whole = fit(start.clone(), minibatches, 2, master(2, 1).build());
    MultiLayerNetwork single = fit(start.clone(), examples, 3, master(2, 1).batchSize(3).build());

    assertThat(Sequences.parameters(single)).containsExactly(Sequences.parameters(whole));
  }

  @Test
  void replicas_of_unequal_minibatches_take_the_step_of_both_together() {
    DataSet large = Sequences.minibatch(7, 1);
    DataSet small = Sequences.minibatch(1, 2);
    MultiLayerNetwork start = Sequences.network(new Sgd(0.5));
    MultiLayerNetwork together = start.clone();
    together.fit(DataSet.merge(List.of(large, small)));

    float[] ours =
        Sequences.parameters(fit(start.clone(), List.of(large, small), 2, master(2, 1).build()));
    assertThat(ours).containsExactly(Sequences.parameters(together), within(1e-5f));
  }

  @Test
  void labelled_time_steps_weigh_when_asked_for() {
    DataSet full = Sequences.minibatch(2, 1);
    DataSet sparse = Sequences.masked(Sequences.minibatch(2, 2), 1);
    MultiLayerNetwork start = Sequences.network(new Sgd(0.5));
    MultiLayerNetwork first = start.clone();
    first.fit(full);
    MultiLayerNetwork second = start.clone();
    second.fit(sparse);
    List<Part> parts =
        List.of(
            new Part(2 * Sequences.TIME_STEPS, Sequences.parameters(first)),
            new Part(2, Sequences.parameters(second)));

    AveragingTrainingMaster master = master(2, 1).weights(Weights.TIME_STEPS).build();
    assertThat(Sequences.parameters(fit(start.clone(), List.of(full, sparse), 2, master)))
        .containsExactly(WeightedMean.of(parts));
  }

  @Test
  void moments_are_averaged_and_their_count_goes_on() {
    List<DataSet> data = Sequences.minibatches(4, 2);
    MultiLayerNetwork start = Sequences.network(new Adam(0.01));
    List<Part> moments = new ArrayList<>();
    for (List<DataSet> shard : List.of(data.subList(0, 2), data.subList(2, 4))) {
      MultiLayerNetwork replica = start.clone();
      shard.forEach(replica::fit);
      moments.add(new Part(1, UpdaterState.of(replica)));
    }

    MultiLayerNetwork averaged = fit(start.clone(), data, 1, master(2, 2).build());
    assertThat(UpdaterState.of(averaged)).containsExactly(WeightedMean.of(moments));
    assertThat(averaged.getIterationCount()).isEqualTo(2);
  }

  @Test
  void a_reset_is_of_the_moments_and_of_their_count() {
    List<DataSet> data = Sequences.minibatches(4, 2);
    MultiLayerNetwork start = Sequences.network(new Adam(0.01));
    MultiLayerNetwork anew = start.clone();
    for (DataSet minibatch : data) {
      Counts.set(anew, 0, 0);
      UpdaterState.set(anew, new float[0]);
      anew.fit(minibatch);
    }

    MultiLayerNetwork reset =
        fit(start.clone(), data, 1, master(1, 1).state(StatePolicy.RESET).build());
    assertThat(Sequences.parameters(reset)).containsExactly(Sequences.parameters(anew));
    assertThat(reset.getIterationCount()).isEqualTo(4);
  }

  @Test
  void the_momentum_of_an_outer_rule_goes_on_from_fit_to_fit() {
    List<DataSet> data = Sequences.minibatches(2, 2);
    MultiLayerNetwork start = Sequences.network(new Sgd(0.5));
    OuterRule rule =
        new OuterConfig(OuterConfig.Rule.BMUF, NumberOrAuto.AUTO, NumberOrAuto.AUTO).create(2);
    OuterState expected = rule.begin(Sequences.parameters(start));
    for (int fit = 0; fit < 2; fit++) {
      List<Part> parts = new ArrayList<>();
      for (DataSet minibatch : data) {
        MultiLayerNetwork replica = start.clone();
        replica.setParams(Nd4j.createFromArray(rule.start(expected)).reshape(1, -1));
        replica.fit(minibatch);
        parts.add(new Part(2, Sequences.parameters(replica)));
      }
      expected = rule.next(expected, WeightedMean.of(parts), 0.5);
    }

    AveragingTrainingMaster master =
        master(2, 1)
            .outer(new OuterConfig(OuterConfig.Rule.BMUF, NumberOrAuto.AUTO, NumberOrAuto.AUTO))
            .build();
    MultiLayerNetwork network = start.clone();
    fit(network, data, 2, master);
    fit(network, data, 2, master);
    assertThat(Sequences.parameters(network)).containsExactly(expected.parameters());
  }

  @Test
  void the_bits_depend_neither_on_partitions_nor_on_cores() {
    List<DataSet> data = Sequences.minibatches(11, 2);
    MultiLayerNetwork start = Sequences.network(new Adam(0.01));
    float[] expected = Sequences.parameters(fit(start.clone(), data, 1, master(3, 2).build()));

    assertThat(Sequences.parameters(fit(start.clone(), data, 7, master(3, 2).build())))
        .containsExactly(expected);
    float[] oneCore =
        LocalSpark.withCores(
            1,
            context ->
                Sequences.parameters(
                    new SparkDl4jMultiLayer(
                            context.sparkContext(), start.clone(), master(3, 2).build())
                        .fit(context.sparkContext().parallelize(data, 2))));
    assertThat(oneCore).containsExactly(expected);
  }

  @Test
  void listeners_hear_the_mean_score_of_a_rounds_examples() {
    DataSet large = Sequences.minibatch(6, 1);
    DataSet small = Sequences.masked(Sequences.minibatch(2, 2), 1);
    MultiLayerNetwork network = Sequences.network(new Sgd(0.1));
    double expected = (6 * network.score(large, true) + 2 * network.score(small, true)) / 8;
    List<Double> heard = new ArrayList<>();
    JobContext context = LocalSpark.context();
    SparkDl4jMultiLayer spark =
        new SparkDl4jMultiLayer(context.sparkContext(), network, master(2, 1).build());
    spark.setListeners(
        new BaseTrainingListener() {
          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            heard.add(model.score());
          }
        });

    spark.fit(context.sparkContext().parallelize(List.of(large, small), 2));
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0)).isCloseTo(expected, within(1e-6));
    assertThat(spark.getScore()).isCloseTo(expected, within(1e-6));
  }

  @Test
  void data_sets_in_files_are_trained_on_as_those_of_an_rdd(@TempDir Path folder)
      throws IOException {
    List<DataSet> data = Sequences.minibatches(3, 2);
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      Path file = folder.resolve(i + ".bin");
      try (OutputStream out = Files.newOutputStream(file)) {
        data.get(i).save(out);
      }
      paths.add(file.toUri().toString());
    }
    MultiLayerNetwork start = Sequences.network(new Adam(0.01));
    JobContext context = LocalSpark.context();

    MultiLayerNetwork fromFiles =
        new SparkDl4jMultiLayer(context.sparkContext(), start.clone(), master(2, 1).build())
            .fitPaths(context.sparkContext().parallelize(paths, 2));
    assertThat(Sequences.parameters(fromFiles))
        .containsExactly(Sequences.parameters(fit(start.clone(), data, 1, master(2, 1).build())));
  }

  @Test
  void what_cannot_be_done_is_refused_with_the_remedy() {
    List<DataSet> data = Sequences.minibatches(1, 1);
    AveragingTrainingMaster master = master(1, 1).state(StatePolicy.RESET).build();

    assertThatThrownBy(() -> fit(Sequences.network(new Sgd(1), DataType.DOUBLE), data, 1, master))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("dataType(DataType.FLOAT)");
    MultiLayerNetwork scheduled =
        Sequences.network(new Adam(new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 10)));
    assertThatThrownBy(() -> fit(scheduled, data, 1, master))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("StatePolicy.AVERAGE");
    assertThatThrownBy(() -> master.setCollectTrainingStats(true))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("lastFit");
    assertThatThrownBy(() -> master.executeTraining((SparkComputationGraph) null, null))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("MultiLayerNetwork");
  }
}

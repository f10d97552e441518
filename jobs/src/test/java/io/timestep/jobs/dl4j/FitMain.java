package io.timestep.jobs.dl4j;

import io.timestep.config.NumberOrAuto;
import io.timestep.nn.kernel.SingleThread;
import io.timestep.train.OuterConfig;
import io.timestep.train.OuterConfig.Rule;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** A program on dl4j-spark with {@link AveragingTrainingMaster}, to be submitted. */
public final class FitMain {
  private static final int EPOCHS = 2;

  private FitMain() {}

  /** Trains three replicas, and writes parameters and updater state to the file given. */
  public static void main(String[] arguments) throws IOException {
    SingleThread.pin();
    try (JavaSparkContext context = new JavaSparkContext(new SparkConf().setAppName("fit"))) {
      List<DataSet> data = Sequences.minibatches(11, 4); // of one replica one less
      JavaRDD<DataSet> rdd = context.parallelize(data, 4);
      MultiLayerNetwork network = Sequences.network(new Adam(0.05));
      AveragingTrainingMaster master =
          AveragingTrainingMaster.withReplicas(3)
              .stepsPerRound(2)
              .outer(new OuterConfig(Rule.BMUF_NESTEROV, NumberOrAuto.AUTO, NumberOrAuto.AUTO))
              .build();
      SparkDl4jMultiLayer spark = new SparkDl4jMultiLayer(context, network, master);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        network = spark.fit(rdd);
      }
      write(network, Path.of(arguments[0]));
    }
  }

  private static void write(MultiLayerNetwork network, Path file) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (float[] values : List.of(Sequences.parameters(network), UpdaterState.of(network))) {
        for (float value : values) {
          out.writeFloat(value);
        }
      }
    }
  }
}

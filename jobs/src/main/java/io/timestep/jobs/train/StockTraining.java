package io.timestep.jobs.train;

import io.timestep.jobs.engine.JobContext;
import io.timestep.metric.LanguageScore;
import io.timestep.nn.ModelConfig;
import io.timestep.sequence.TokenWindow;
import io.timestep.train.MergeReport;
import io.timestep.train.OptimizerConfig.StatePolicy;
import io.timestep.train.RateSchedule;
import io.timestep.train.ReplicaReport;
import io.timestep.train.TrainConfig;
import io.timestep.train.TrainListener;
import io.timestep.train.TrainingLoop;
import io.timestep.train.Validation;
import io.timestep.util.UserException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Training led by dl4j-spark's {@code ParameterAveragingTrainingMaster}, on our network and the
 * windows of our streams, for comparison. Its defaults are kept, but for the export of the data,
 * which needs a shared file system: random splits, repartitioned. What it leaves out of an epoch is
 * counted and told.
 */
final class StockTraining {
  private final JobContext context;
  private final ModelConfig model;
  private final int vocabularySize;
  private final TrainConfig train;
  private final StreamShards shards;
  private final Optional<Function<float[], LanguageScore>> validator;
  private final TrainListener listener;
  private final RateSchedule schedule;
  private final StockWitness witness;
  private Optional<Validation> best = Optional.empty();
  private float[] parameters; // of the best epoch; of the last one, without validation

  /**
   * @param validator scores parameters on the validation text; empty: none is there
   * @param listener hears of an epoch as of one round of one replica; what the master does not tell
   *     is NaN there
   */
  StockTraining(
      JobContext context,
      ModelConfig model,
      int vocabularySize,
      TrainConfig train,
      StreamShards shards,
      Optional<Function<float[], LanguageScore>> validator,
      TrainListener listener) {
    this.context = context;
    this.model = model;
    this.vocabularySize = vocabularySize;
    this.train = train;
    this.shards = shards;
    this.validator = validator;
    this.listener = listener;
    this.schedule = TrainingLoop.schedule(train, shards.plan());
    this.witness = new StockWitness(context.sparkContext().sc());
  }

  /**
   * Trains from the given parameters.
   *
   * @param initial [parameters]
   * @throws UserException if the loss is no number any more, or no token was trained on
   */
  TrainingLoop.Result run(float[] initial) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(StockNetwork.configuration(model, vocabularySize, train, schedule));
    network.init();
    network.setParams(Nd4j.createFromArray(initial).reshape(1, initial.length));
    SparkDl4jMultiLayer spark =
        new SparkDl4jMultiLayer(context.sparkContext(), network, stockMaster());
    JavaRDD<DataSet> data = windows();
    try {
      for (int epoch = 1; epoch <= train.epochs(); epoch++) {
        context.describe("train: epoch %d of dl4j-spark".formatted(epoch));
        epoch(spark, data, epoch);
      }
    } finally {
      data.unpersist(); // the master keeps it
    }
    return new TrainingLoop.Result(
        parameters, best, merges(network), train.epochs(), witness.tokens());
  }

  private ParameterAveragingTrainingMaster stockMaster() {
    return new ParameterAveragingTrainingMaster.Builder(train.replicas(), train.batchSize())
        .batchSizePerWorker(train.batchSize())
        .averagingFrequency(train.stepsPerRound())
        .saveUpdater(train.optimizer().state() == StatePolicy.AVERAGE)
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        .rngSeed(train.seed())
        .trainingHooks(witness)
        .build();
  }

  private void epoch(SparkDl4jMultiLayer spark, JavaRDD<DataSet> data, int epoch) {
    long tokensBefore = witness.tokens();
    double natsBefore = witness.nats();
    int stepsBefore = spark.getNetwork().getIterationCount();
    int mergesBefore = merges(spark.getNetwork());
    long begin = System.nanoTime();
    MultiLayerNetwork network = spark.fit(data);
    double seconds = (System.nanoTime() - begin) / 1e9;
    long tokens = witness.tokens() - tokensBefore;
    double nats = witness.nats() - natsBefore;
    refuse(network, epoch, tokens, nats);
    int steps = network.getIterationCount();
    listener.onRound(
        new TrainListener.RoundEnd(
            merges(network),
            epoch,
            steps,
            steps - stepsBefore,
            (long) shards.plan().windows(train.timeSteps()) * train.epochs(),
            witness.tokens(),
            schedule.rate(Math.max(0, steps - 1), epoch),
            seconds,
            new MergeReport(
                MergeReport.NONE.spread(),
                Double.NaN,
                bytesMoved(network, merges(network) - mergesBefore)),
            List.of(ReplicaReport.ofLoss(0, tokens, nats, "all replicas"))));
    validate(network, epoch);
  }

  private void validate(MultiLayerNetwork network, int epoch) {
    float[] now = network.params().toFloatVector();
    if (validator.isEmpty()) {
      parameters = now;
      return;
    }
    LanguageScore score = validator.get().apply(now);
    boolean better = best.isEmpty() || score.isBetterThan(best.get().score());
    Validation validation = new Validation(epoch, merges(network), score, better);
    listener.onValidation(validation);
    if (better) {
      best = Optional.of(validation);
      parameters = now;
    }
  }

  /** The master counts K steps for each merge, taken or not. */
  private int merges(MultiLayerNetwork network) {
    return network.getIterationCount() / train.stepsPerRound();
  }

  /**
   * By the master's source, as {@link MergeReport} counts: parameters and moments to each executor,
   * and from each replica.
   */
  private long bytesMoved(MultiLayerNetwork network, int merges) {
    INDArray moments = network.getUpdater().getStateViewArray();
    long values = network.numParams() + (moments == null ? 0 : moments.length());
    // the driver among them
    int infos = context.sparkContext().sc().statusTracker().getExecutorInfos().length;
    long executors = Math.min(train.replicas(), Math.max(1, infos - 1));
    return merges * (executors + train.replicas()) * values * Float.BYTES;
  }

  private static void refuse(MultiLayerNetwork network, int epoch, long tokens, double nats) {
    if (tokens == 0) {
      throw new UserException(
          "dl4j-spark's master trained on no token in epoch %d; lower train.steps-per-round, or"
                  .formatted(epoch)
              + " give more text");
    }
    if (!Double.isFinite(nats) || !Float.isFinite(network.params().sumNumber().floatValue())) {
      throw new UserException(
          "Training diverged in epoch %d (the loss is %s); lower train.optimizer.learning-rate, or"
                  .formatted(epoch, nats)
              + " set train.clip.layer-norm");
    }
  }

  private JavaRDD<DataSet> windows() {
    int timeSteps = train.timeSteps();
    int count = shards.plan().windows(timeSteps);
    return shards.shards().flatMap(shard -> windows(shard, count, timeSteps));
  }

  /** Each made when it is asked for: all of them at once are several times the shard. */
  private static Iterator<DataSet> windows(StreamShards.Shard shard, int count, int timeSteps) {
    return IntStream.range(0, count)
        .mapToObj(i -> shard.streams().window(i, timeSteps))
        .filter(window -> window.tokens() > 0)
        .map(StockTraining::dataSet)
        .iterator();
  }

  /** Ids as floats, [batch, 1, steps]; a mask of the labels where a stream has ended. */
  static DataSet dataSet(TokenWindow window) {
    int batch = window.batch();
    int steps = window.timeSteps();
    float[] inputs = new float[batch * steps];
    float[] targets = new float[batch * steps];
    float[] mask = new float[batch * steps];
    for (int i = 0; i < inputs.length; i++) {
      boolean labelled = window.targets()[i] != TokenWindow.NO_TARGET;
      inputs[i] = window.inputs()[i];
      targets[i] = labelled ? window.targets()[i] : 0;
      mask[i] = labelled ? 1 : 0;
    }
    INDArray labelMask =
        window.tokens() == batch * steps ? null : Nd4j.createFromArray(mask).reshape(batch, steps);
    return new DataSet(
        Nd4j.createFromArray(inputs).reshape(batch, 1, steps),
        Nd4j.createFromArray(targets).reshape(batch, 1, steps),
        null,
        labelMask);
  }
}

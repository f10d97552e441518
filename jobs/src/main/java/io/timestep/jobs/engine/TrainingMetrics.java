package io.timestep.jobs.engine;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.timestep.train.RoundMeasure;
import io.timestep.train.TrainListener;
import io.timestep.train.Validation;

/**
 * The training under way as gauges of Spark's metrics system. There is one for the process: Spark
 * itself makes the plugin that registers it, and a process has one Spark.
 */
public final class TrainingMetrics implements TrainListener {
  private static final TrainingMetrics PROCESS = new TrainingMetrics();

  private volatile RoundEnd round;
  private volatile Validation validation;

  private TrainingMetrics() {}

  /** That of this process, without what an earlier training left. */
  public static TrainingMetrics ofNewTraining() {
    PROCESS.round = null;
    PROCESS.validation = null;
    return PROCESS;
  }

  /** Adds the gauges to the registry of a new Spark: a value is NaN until there is one. */
  static void register(MetricRegistry registry) {
    ofNewTraining();
    for (RoundMeasure measure : RoundMeasure.values()) {
      register(registry, measure.tag(), () -> PROCESS.last(measure));
    }
    register(registry, RoundMeasure.VALIDATION_PERPLEXITY, PROCESS::lastValidation);
  }

  private static void register(MetricRegistry registry, String tag, Gauge<Double> gauge) {
    registry.register(MetricRegistry.name(tag.replace('/', '.').replace('-', '_')), gauge);
  }

  private double last(RoundMeasure measure) {
    RoundEnd last = round;
    return last == null ? Double.NaN : measure.of(last);
  }

  private double lastValidation() {
    Validation last = validation;
    return last == null ? Double.NaN : last.score().perplexity();
  }

  @Override
  public void onRound(RoundEnd event) {
    round = event;
  }

  @Override
  public void onValidation(Validation event) {
    validation = event;
  }
}

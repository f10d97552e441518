package io.timestep.bench.kernels;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some training steps of this project's layers, for another program to repeat: the weights they
 * began with and what came of each. The text is {@link SyntheticText} with {@link #TEXT_SEED}.
 *
 * @param parameters before the first step, by DL4J's name, each row-major
 * @param steps loss and norm of each step
 */
public record ReferenceRun(
    Cell cell, ModelShape shape, Map<String, float[]> parameters, List<StepResult> steps) {
  /** Of the text of every run. */
  public static final long TEXT_SEED = 17;

  /** Of plain SGD, in every run. */
  public static final double LEARNING_RATE = 0.5;

  /** Bound on the global norm of the gradient of the mean loss, in every run. */
  public static final double MAX_NORM = 0.25;

  public ReferenceRun {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    steps = List.copyOf(steps);
  }

  /**
   * What came of a step.
   *
   * @param nats mean loss of a token
   * @param norm L2 norm of the gradient of this mean, before clipping
   */
  public record StepResult(double nats, double norm) {
    /** The greater of the two relative differences. */
    public double difference(StepResult other) {
      return Math.max(relative(nats, other.nats), relative(norm, other.norm));
    }

    /** Infinite where either is no number: nothing can be said to be the same. */
    private static double relative(double a, double b) {
      double difference = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
      return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }
  }

  /** The greatest relative difference of a step; infinite where there are more or fewer steps. */
  public double difference(List<StepResult> others) {
    if (others.size() != steps.size()) {
      return Double.POSITIVE_INFINITY;
    }
    double greatest = 0;
    for (int i = 0; i < steps.size(); i++) {
      greatest = Math.max(greatest, steps.get(i).difference(others.get(i)));
    }
    return greatest;
  }

  public void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeUTF(cell.toString());
      out.writeUTF(shape.toString());
      out.writeInt(parameters.size());
      for (Map.Entry<String, float[]> entry : parameters.entrySet()) {
        float[] values = entry.getValue();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        out.writeUTF(entry.getKey());
        out.writeInt(values.length);
        out.write(bytes.array());
      }
      out.writeInt(steps.size());
      for (StepResult step : steps) {
        out.writeDouble(step.nats());
        out.writeDouble(step.norm());
      }
    }
  }

  public static ReferenceRun read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      Cell cell = Cell.of(in.readUTF());
      ModelShape shape = ModelShape.of(in.readUTF());
      Map<String, float[]> parameters = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        String name = in.readUTF();
        byte[] bytes = new byte[Float.BYTES * in.readInt()];
        in.readFully(bytes);
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        parameters.put(name, values);
      }
      List<StepResult> steps = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        double nats = in.readDouble();
        steps.add(new StepResult(nats, in.readDouble()));
      }
      return new ReferenceRun(cell, shape, parameters, steps);
    }
  }
}

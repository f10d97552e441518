package io.timestep.nn.layer;

import static io.timestep.nn.layer.LanguageModels.doubles;
import static io.timestep.nn.layer.LanguageModels.gradient;
import static io.timestep.nn.layer.LanguageModels.network;
import static io.timestep.nn.layer.LanguageModels.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.nn.ModelConfig;
import io.timestep.nn.kernel.KernelArrays;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine without oneDNN's library, or without AVX2, computes: in a JVM that is so. */
class OtherMachinesTest {
  private static final String WARNING = "oneDNN cannot be loaded on this machine";

  @TempDir Path folder;

  /** A JVM of its own: trains networks of all cells and prints what came out. */
  static final class Trainer {
    public static void main(String[] arguments) {
      for (double value : results()) {
        System.out.println("result " + value);
      }
    }
  }

  /** Losses and gradients, one after the other. */
  private static double[] results() {
    return Arrays.stream(ModelConfig.Cell.values())
        .flatMapToDouble(
            cell -> {
              MultiLayerNetwork network = network(cell, 0, 7);
              double loss = gradient(network, random(24, 1), random(24, 2), 3);
              double[] gradient = doubles(network.getFlattenedGradients());
              double[] all = Arrays.copyOf(gradient, gradient.length + 1);
              all[gradient.length] = loss;
              return Arrays.stream(all);
            })
        .toArray();
  }

  @Test
  void withoutOneDnnResultsAreTheSameToToleranceWithOneWarning() throws Exception {
    Output output = run(classPath(jar -> !jar.contains("dnnl-") || !jar.contains("x86_64")), "");
    assertThat(output.results).hasSameSizeAs(results());
    assertThat(KernelArrays.relativeError(output.results, results())).isLessThan(1e-5);
    assertThat(output.warnings).isEqualTo(1);
  }

  @Test
  void withoutAvx2ResultsAreTheSameToTolerance() throws Exception {
    Output output = run(classPath(jar -> true), "SSE41");
    assertThat(KernelArrays.relativeError(output.results, results())).isLessThan(1e-5);
    assertThat(output.warnings).isZero();
  }

  private record Output(double[] results, long warnings) {}

  private static String classPath(Predicate<String> jars) {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(jars)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * @param instructions the most that oneDNN may use; empty: all there are
   */
  private Output run(String classPath, String instructions)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                classPath,
                Trainer.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    if (!instructions.isEmpty()) {
      builder.environment().put("DNNL_MAX_CPU_ISA", instructions);
    }
    Process process = builder.start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(log);
    assertThat(process.exitValue()).as("%s", lines).isZero();
    double[] results =
        lines.stream()
            .filter(line -> line.startsWith("result "))
            .mapToDouble(line -> Double.parseDouble(line.substring("result ".length())))
            .toArray();
    return new Output(results, lines.stream().filter(line -> line.contains(WARNING)).count());
  }
}

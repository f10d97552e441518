package io.timestep.nn.layer;

import static io.timestep.nn.layer.LanguageModels.doubles;
import static io.timestep.nn.layer.LanguageModels.gradient;
import static io.timestep.nn.layer.LanguageModels.network;
import static io.timestep.nn.layer.LanguageModels.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.timestep.nn.ModelConfig;
import io.timestep.nn.kernel.Floats;
import io.timestep.nn.kernel.KernelArrays;
import io.timestep.nn.kernel.VectorMath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

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

  /** A JVM of its own: adds vectors and prints how many sums differ. */
  static final class Adder {
    private static final int COUNT = 201; // which no vector register divides

    public static void main(String[] arguments) {
      float[] from = normals(1);
      float[] to = normals(2);
      float[] whole = sums(from, to, COUNT);
      float[] once = new float[COUNT];
      float[] twice = new float[COUNT];
      for (int i = 0; i < COUNT; i++) {
        once[i] = Math.fma(0.3f, from[i], to[i]);
        twice[i] = 0.3f * from[i] + to[i];
      }
      for (float[] other : List.of(sums(from, to, 47), once, twice)) {
        long different = IntStream.range(0, COUNT).filter(i -> whole[i] != other[i]).count();
        System.out.println("result " + different);
      }
    }

    private static float[] normals(long seed) {
      Random random = new Random(seed);
      float[] values = new float[COUNT];
      for (int i = 0; i < COUNT; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return values;
    }

    private static float[] sums(float[] from, float[] to, int part) {
      Floats sum = Floats.of(Nd4j.createFromArray(to));
      for (int done = 0; done < COUNT; done += part) {
        int count = Math.min(part, COUNT - done);
        VectorMath.addScaled(0.3f, Floats.of(Nd4j.createFromArray(from)), sum, done, count);
      }
      return sum.toArray();
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
    Output output =
        run(
            Trainer.class,
            classPath(jar -> !jar.contains("dnnl-") || !jar.contains("x86_64")),
            Map.of());
    assertThat(output.results).hasSameSizeAs(results());
    assertThat(KernelArrays.relativeError(output.results, results())).isLessThan(1e-5);
    assertThat(output.warnings).isEqualTo(1);
  }

  @Test
  void withoutAvx2ResultsAreTheSameToTolerance() throws Exception {
    Output output = run(Trainer.class, classPath(jar -> true), Map.of("DNNL_MAX_CPU_ISA", "SSE41"));
    assertThat(KernelArrays.relativeError(output.results, results())).isLessThan(1e-5);
    assertThat(output.warnings).isZero();
  }

  /** OpenBLAS has code for each model of processor: for some it rounds once, for others twice. */
  @ParameterizedTest
  @CsvSource({"Haswell, true", "Nehalem, false"})
  void whicheverCodeOpenBlasHasSumsAreRoundedAlikeWhereverTheyStand(String model, boolean once)
      throws Exception {
    assumeTrue(hasAvx2(), "this machine has no AVX2");
    double[] different =
        run(Adder.class, classPath(jar -> true), Map.of("OPENBLAS_CORETYPE", model)).results;
    assertThat(different[0]).as("by parts").isZero();
    assertThat(different[once ? 1 : 2]).as("rounded as expected").isZero();
    assertThat(different[once ? 2 : 1]).as("rounded otherwise").isPositive();
  }

  private static boolean hasAvx2() throws IOException {
    Path description = Path.of("/proc/cpuinfo");
    return Files.isReadable(description) && Files.readString(description).contains(" avx2 ");
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
   * @param environment laid over that of the test
   */
  private Output run(Class<?> program, String classPath, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                classPath,
                program.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
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

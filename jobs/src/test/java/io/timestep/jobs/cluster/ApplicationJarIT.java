package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is in {@code timestep.jar} and what is not. */
class ApplicationJarIT {
  private static final Path TARGET = Command.project().resolve("jobs/target");
  private static final Path APPLICATION = TARGET.resolve("timestep.jar");

  @Test
  @DisplayName("no class is both in the application jar and in Spark")
  void sharesNoClassWithSpark() throws IOException {
    Set<String> shared = new TreeSet<>();
    Set<String> own = classes(APPLICATION);
    try (Stream<Path> jars = Files.list(TARGET.resolve("spark/jars"))) {
      for (Path jar : jars.toList()) {
        classes(jar).stream().filter(own::contains).forEach(shared::add);
      }
    }

    assertThat(own).contains("io/timestep/jobs/cli/Main.class");
    assertThat(shared).isEmpty();
  }

  @Test
  @DisplayName("the native libraries are those of one platform")
  void hasNativesOfOnePlatform() throws IOException {
    try (JarFile jar = new JarFile(APPLICATION.toFile())) {
      assertThat(
              jar.stream()
                  .map(entry -> entry.getName())
                  .filter(name -> name.matches("org/bytedeco/openblas/[a-z]+-[^/]+/"))
                  .toList())
          .hasSize(1);
    }
  }

  @Test
  @DisplayName("service files of the libraries are merged, not overwritten")
  void mergesServices() throws IOException {
    try (JarFile jar = new JarFile(APPLICATION.toFile());
        InputStream in =
            jar.getInputStream(
                jar.getEntry("META-INF/services/org.apache.lucene.analysis.TokenizerFactory"))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("StandardTokenizerFactory", "KoreanTokenizerFactory");
    }
  }

  private static Set<String> classes(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Set<String> names = new TreeSet<>();
      jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.contains("META-INF/"))
          .filter(name -> !name.endsWith("module-info.class"))
          .forEach(names::add);
      return names;
    }
  }
}

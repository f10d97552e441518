package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code scripts/timestep --master} gives the driver's JVM, told by a spark-submit of ours.
 */
class DriverOptionsIT {
  private static final String COLLECTOR = "-XX:+UseParallelGC";
  private static final String LARGE_PAGES = "-XX:+UseTransparentHugePages";

  @TempDir Path sparkHome;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void makeSparkHome() throws IOException {
    Path submit = Files.createDirectories(sparkHome.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/bin/sh\nprintf '%s\\n' \"$@\" \"tunables=$GLIBC_TUNABLES\"\n");
    Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("SPARK_HOME", sparkHome.toString());
    environment.put("SPARK_CONF_DIR", sparkHome.toString());
    environment.put("GLIBC_TUNABLES", "");
  }

  private void setDefaults(String line) throws IOException {
    Files.writeString(sparkHome.resolve("spark-defaults.conf"), "# defaults\n" + line + "\n");
  }

  private List<String> submitted(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--master", "spark://nowhere:7077"));
    return Command.script("timestep", all, environment).expectSuccess().out().lines().toList();
  }

  private String driverOptions(String... arguments) {
    List<String> words = submitted(arguments);
    return words.get(words.indexOf("--driver-java-options") + 1);
  }

  @Test
  @DisplayName("a driver that trains gets the parallel collector and large pages")
  void training() {
    assertThat(driverOptions("train")).contains(COLLECTOR, LARGE_PAGES);
    assertThat(submitted("train")).contains("tunables=glibc.malloc.hugetlb=1");
  }

  @Test
  @DisplayName("one that counts gets no large pages")
  void counting() {
    assertThat(driverOptions("stats")).contains(COLLECTOR).doesNotContain(LARGE_PAGES);
    assertThat(submitted("stats")).contains("tunables=");
  }

  @Test
  @DisplayName("a collector that was chosen is the only one, wherever it was chosen")
  void chosenCollector() throws IOException {
    String conf = "spark.driver.extraJavaOptions=-Da=b -XX:+UseG1GC";
    assertThat(driverOptions("train", "--conf", conf))
        .contains("-Da=b", "-XX:+UseG1GC")
        .doesNotContain(COLLECTOR);
    environment.put("TIMESTEP_JAVA_OPTS", "-XX:+UseZGC");
    assertThat(driverOptions("train")).contains("-XX:+UseZGC").doesNotContain(COLLECTOR);
    environment.remove("TIMESTEP_JAVA_OPTS");
    environment.put("SPARK_SUBMIT_OPTS", "-XX:+UseSerialGC");
    assertThat(driverOptions("train")).doesNotContain(COLLECTOR);
    environment.remove("SPARK_SUBMIT_OPTS");
    setDefaults("spark.driver.defaultJavaOptions -verbose:gc -XX:+UseG1GC");
    assertThat(driverOptions("train")).doesNotContain(COLLECTOR);
  }

  @Test
  @DisplayName("an executor's collector, and whatever else has GC in its name, chooses none")
  void noCollector() throws IOException {
    setDefaults("spark.executor.extraJavaOptions -XX:+UseG1GC");
    environment.put("TIMESTEP_JAVA_OPTS", "-XX:MaxGCPauseMillis=50");
    assertThat(driverOptions("train", "--conf", "spark.cleaner.periodicGC.interval=1min"))
        .contains(COLLECTOR);
  }
}

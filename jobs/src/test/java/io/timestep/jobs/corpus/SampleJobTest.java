package io.timestep.jobs.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.util.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleJobTest {
  @TempDir private Path folder;

  @Test
  void writesEveryGlossOfWordNet() throws IOException {
    Path file = folder.resolve("sample.txt");
    SampleResult result = SampleJob.run(new LocalStore(), file.toString());
    assertThat(result).isEqualTo(new SampleResult(117_791, 1_465_471));
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(117_791).doesNotContain("");
    assertThat(lines.get(1)).isEqualTo("an entity that has physical existence");
  }
}

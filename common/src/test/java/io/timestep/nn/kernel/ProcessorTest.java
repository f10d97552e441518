package io.timestep.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
  @TempDir private Path folder;

  private Path description(String text) throws IOException {
    return Files.writeString(folder.resolve("cpuinfo"), text);
  }

  @Test
  void theVendorIsTheFirstProcessors() throws IOException {
    Path two =
        description(
            """
            processor\t: 0
            vendor_id\t: GenuineIntel
            model name\t: Intel(R) Xeon(R)

            processor\t: 1
            vendor_id\t: AuthenticAMD
            """);

    assertThat(Processor.vendor(two)).isEqualTo("GenuineIntel");
  }

  @Test
  void whereNothingTellsOfItThereIsNone() throws IOException {
    assertThat(Processor.vendor(description("processor\t: 0\nFeatures\t: fp asimd\n"))).isEmpty();
    assertThat(Processor.vendor(folder.resolve("none"))).isEmpty();
  }
}

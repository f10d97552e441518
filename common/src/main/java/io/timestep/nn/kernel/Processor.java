package io.timestep.nn.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whose processor this is, where the system is Linux. */
final class Processor {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

  private Processor() {}

  static boolean isIntel() {
    return vendor(DESCRIPTION).equals("GenuineIntel");
  }

  /** As the first processor's {@code vendor_id} has it; empty if nothing does. */
  static String vendor(Path description) {
    if (!Files.isReadable(description)) {
      return "";
    }
    try (BufferedReader lines = Files.newBufferedReader(description)) {
      return lines
          .lines()
          .filter(line -> line.startsWith("vendor_id"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + description, e);
    }
  }
}

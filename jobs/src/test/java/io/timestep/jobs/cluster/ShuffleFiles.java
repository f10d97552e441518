package io.timestep.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What executors have on their disks of a shuffle. */
final class ShuffleFiles {
  private static final Pattern NAME = Pattern.compile("shuffle_\\d+_\\d+_0\\.data");

  private ShuffleFiles() {}

  /**
   * What map tasks have left since some time.
   *
   * @param millis since the epoch
   */
  static Set<Path> since(Path folder, long millis) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .filter(file -> file.toFile().lastModified() >= millis) // 0 of one that has gone
          .collect(Collectors.toSet());
    } catch (UncheckedIOException e) {
      return since(folder, millis); // files come and go while they are listed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns a bit of the byte in the middle of a file. */
  static void flipBit(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      assertThat(bytes).hasSizeGreaterThan(1000);
      bytes[bytes.length / 2] ^= 0x10;
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

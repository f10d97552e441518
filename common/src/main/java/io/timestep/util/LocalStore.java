package io.timestep.util;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The local disk. */
public final class LocalStore implements Store {
  @Override
  public boolean exists(String path) {
    return Files.exists(Path.of(path));
  }

  @Override
  public boolean isFolder(String path) {
    return Files.isDirectory(Path.of(path));
  }

  @Override
  public List<String> list(String folder) {
    if (!isFolder(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  @Override
  public InputStream open(String path) {
    try {
      return Files.newInputStream(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  @Override
  public OutputStream create(String path) {
    try {
      Path file = Path.of(path).toAbsolutePath();
      Files.createDirectories(file.getParent());
      return Files.newOutputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  @Override
  public void delete(String path) {
    Path root = Path.of(path);
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + path, e);
    }
  }

  @Override
  public void rename(String from, String to) {
    try {
      Files.move(Path.of(from), Path.of(to), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot rename %s to %s".formatted(from, to), e);
    }
  }

  @Override
  public boolean isWithin(String path, String folder) {
    return real(Path.of(path).toAbsolutePath()).startsWith(real(Path.of(folder).toAbsolutePath()));
  }

  /** The path without links, as far as there is something. */
  private static Path real(Path absolute) {
    try {
      return absolute.toRealPath();
    } catch (IOException e) { // nothing there, or it may not be looked at
      Path parent = absolute.getParent();
      return parent == null ? absolute : real(parent).resolve(absolute.getFileName()).normalize();
    }
  }
}

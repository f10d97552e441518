package io.timestep.util;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Files somewhere: the local disk ({@link LocalStore}) or any Hadoop file system (in {@code jobs}).
 *
 * <p>Paths are strings with {@code /}; what they mean is the implementation's. Every method throws
 * {@link java.io.UncheckedIOException} when the medium fails.
 */
public interface Store {
  boolean exists(String path);

  boolean isFolder(String path);

  /** Names (not paths) of what is in a folder, sorted; empty if there is no such folder. */
  List<String> list(String folder);

  /** Opens a file to read; the caller closes it. */
  InputStream open(String path);

  /** Creates or overwrites a file and the folders above it; the caller closes it. */
  OutputStream create(String path);

  /** Deletes a file or a folder with all that is in it; does nothing if it is not there. */
  void delete(String path);

  /** Renames a file or folder; {@code to} must not exist. Atomic where the medium has it. */
  void rename(String from, String to);

  /**
   * Whether a path names a folder or something in it, however the two are spelled: relative or
   * absolute, with {@code ..}, through links. Neither has to exist.
   */
  boolean isWithin(String path, String folder);

  /** Whether two paths name the same file or folder, however they are spelled. */
  default boolean isSame(String path, String other) {
    return isWithin(path, other) && isWithin(other, path);
  }

  default String readString(String path) {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Cannot read " + path, e);
    }
  }

  default void writeString(String path, String text) {
    try (OutputStream out = create(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Cannot write " + path, e);
    }
  }
}

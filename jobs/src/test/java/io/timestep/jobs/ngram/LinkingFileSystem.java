package io.timestep.jobs.ngram;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local disk as a file system that appends files to one by linking, with the rules of HDFS:
 * none of them is empty, and none is in an encryption zone (here: a folder {@code encrypted}).
 */
public final class LinkingFileSystem extends RawLocalFileSystem {
  static final String SCHEME = "linking";

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public void concat(Path target, Path[] sources) throws IOException {
    if (target.getParent().getName().equals("encrypted")) {
      throw new IOException("concat can not be called for files in an encryption zone.");
    }
    for (Path source : sources) {
      if (getFileStatus(source).getLen() == 0) {
        throw new IOException("concat: source file %s is empty".formatted(source));
      }
    }
    try (OutputStream out =
        Files.newOutputStream(pathToFile(target).toPath(), StandardOpenOption.APPEND)) {
      for (Path source : sources) {
        Files.copy(pathToFile(source).toPath(), out);
        delete(source, false);
      }
    }
  }
}

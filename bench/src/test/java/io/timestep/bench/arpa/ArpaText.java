package io.timestep.bench.arpa;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** ARPA files for tests. */
final class ArpaText {
  private ArpaText() {}

  /** A file with these entries, as many as its header says: one list an order. */
  static Path write(Path file, List<List<String>> sections) throws IOException {
    StringBuilder text = new StringBuilder("\\data\\\n");
    for (int k = 1; k <= sections.size(); k++) {
      text.append("ngram %d=%d\n".formatted(k, sections.get(k - 1).size()));
    }
    for (int k = 1; k <= sections.size(); k++) {
      text.append("\n\\%d-grams:\n".formatted(k));
      sections.get(k - 1).forEach(entry -> text.append(entry).append('\n'));
    }
    return Files.writeString(file, text.append("\n\\end\\\n"));
  }
}

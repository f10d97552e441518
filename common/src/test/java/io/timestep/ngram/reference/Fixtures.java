package io.timestep.ngram.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts, and the models that lmplz made of them. */
public final class Fixtures {
  /** log10 of an ARPA entry; no backoff is 0. */
  public record Entry(double log10Prob, double log10Backoff) {}

  private Fixtures() {}

  /** Words of each line; what separates them is NUL, TAB, CR and SPACE alone. */
  public static List<List<String>> sentences(String name) {
    List<List<String>> sentences = new ArrayList<>();
    for (String line : lines(name)) {
      sentences.add(
          Arrays.stream(line.split("[\0\t\r ]", -1)).filter(word -> !word.isEmpty()).toList());
    }
    return sentences;
  }

  /** Entries of an ARPA file, at k - 1 those of k words. */
  public static List<Map<List<String>, Entry>> arpa(String name) {
    List<Map<List<String>, Entry>> orders = new ArrayList<>();
    for (String line : lines(name)) {
      String[] fields = line.split("\t", -1);
      if (line.endsWith("-grams:")) {
        orders.add(new HashMap<>());
      } else if (fields.length > 1) {
        double backoff = fields.length > 2 ? Double.parseDouble(fields[2]) : 0;
        orders
            .get(orders.size() - 1)
            .put(
                List.of(fields[1].split(" ", -1)),
                new Entry(Double.parseDouble(fields[0]), backoff));
      }
    }
    return orders;
  }

  private static List<String> lines(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/ngram/lmplz/" + name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

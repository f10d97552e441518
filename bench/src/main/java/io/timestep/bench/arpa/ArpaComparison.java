package io.timestep.bench.arpa;

import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares two ARPA files. Both are read once, section by section: the first file's section goes
 * into a table, the second's is looked up in it, so that at any time one section of one file is in
 * memory (about 32 bytes an N-gram) and the order of the entries is free.
 */
final class ArpaComparison {
  private final Path first;
  private final Path second;
  private final NgramHash hash = new NgramHash();
  private final Map<Integer, NgramHash.Value> unmatched = new HashMap<>();

  private ArpaComparison(Path first, Path second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Compares two files.
   *
   * @return the differences, for the orders from 1 up
   * @throws UserException if one is no ARPA file, has an N-gram twice, or the orders differ
   */
  static List<OrderDifference> of(Path first, Path second) throws IOException {
    return new ArpaComparison(first, second).run();
  }

  private List<OrderDifference> run() throws IOException {
    List<OrderDifference> differences = new ArrayList<>();
    try (ArpaScanner a = ArpaScanner.open(first);
        ArpaScanner b = ArpaScanner.open(second)) {
      if (a.counts().size() != b.counts().size()) {
        throw new UserException(
            "%s is of order %d and %s of order %d; give two models of one order"
                .formatted(first, a.counts().size(), second, b.counts().size()));
      }
      int order = a.nextSection();
      while (b.nextSection() == order && order > 0) {
        differences.add(section(order, a, b));
        order = a.nextSection();
      }
    }
    return withExamples(differences);
  }

  private OrderDifference section(int order, ArpaScanner a, ArpaScanner b) throws IOException {
    NgramTable table = table(order, a);
    Differences probs = new Differences();
    Differences backoffs = new Differences();
    long inBoth = 0;
    long onlyInSecond = 0;
    String exampleOnlyInSecond = "";
    while (b.next()) {
      b.hash(hash);
      int slot = table.find(hash);
      if (slot < 0) {
        exampleOnlyInSecond = onlyInSecond == 0 ? b.ngram() : exampleOnlyInSecond;
        onlyInSecond++;
        continue;
      }
      if (!table.match(slot)) {
        throw twice(b);
      }
      inBoth++;
      probs.add(table.log10Prob(slot), b.log10Prob(), b::ngram);
      backoffs.add(table.log10Backoff(slot), b.log10Backoff(), b::ngram);
    }
    table.anyUnmatched().ifPresent(value -> unmatched.put(order, value));
    return new OrderDifference(
        order,
        inBoth,
        table.unmatched(),
        onlyInSecond,
        probs.max(),
        probs.mean(),
        probs.worst(),
        backoffs.max(),
        backoffs.worst(),
        "",
        exampleOnlyInSecond);
  }

  private NgramTable table(int order, ArpaScanner a) throws IOException {
    NgramTable table = new NgramTable(a.counts().get(order - 1));
    while (a.next()) {
      a.hash(hash);
      if (!table.add(hash, a.log10Prob(), a.log10Backoff())) {
        throw twice(a);
      }
    }
    return table;
  }

  /** Only hashes were kept of the first file: its words are read again where one is to be named. */
  private List<OrderDifference> withExamples(List<OrderDifference> differences) throws IOException {
    if (unmatched.isEmpty()) {
      return differences;
    }
    List<OrderDifference> named = new ArrayList<>(differences);
    try (ArpaScanner a = ArpaScanner.open(first)) {
      for (int order = a.nextSection(); order > 0; order = a.nextSection()) {
        NgramHash.Value wanted = unmatched.get(order);
        while (a.next()) {
          a.hash(hash);
          if (wanted != null && hash.isValue(wanted)) {
            named.set(order - 1, named.get(order - 1).withExampleOnlyInFirst(a.ngram()));
          }
        }
      }
    }
    return named;
  }

  private static UserException twice(ArpaScanner scanner) {
    return new UserException(
        "%s: '%s' is there a second time; an ARPA file has each N-gram once"
            .formatted(scanner.position(), scanner.ngram()));
  }
}

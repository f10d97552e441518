package io.timestep.bench.kernels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Runs when it is told to. Programs that are compared stay in memory, warm, and are given short
 * turns, one after the other: what else keeps the machine busy then slows them all alike.
 */
public final class Turns {
  /** Says that the first turn may be given. */
  static final String READY = "ready";

  private Turns() {}

  /** What is run in a turn. */
  @FunctionalInterface
  public interface Turn {
    Trial take() throws InterruptedException;
  }

  /**
   * Takes a turn for every line that comes in, until no more come, and answers each with a line.
   */
  public static void take(InputStream in, PrintWriter out, Turn turn)
      throws IOException, InterruptedException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    answer(out, READY);
    while (lines.readLine() != null) {
      answer(out, turn.take().line());
    }
  }

  private static void answer(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}

package io.timestep.jobs.engine;

import io.timestep.util.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress for people, on stderr. On a terminal one line is drawn over and over: a bar, how much is
 * done, the rate, the time left. Piped, a plain line stands at the start, at most one each 10
 * seconds, and one at the end.
 */
public final class ConsoleProgress implements Progress {
  /** Where the lines go. */
  public enum Style {
    TERMINAL(100),
    PLAIN(10_000);

    private final long intervalMillis;

    Style(long intervalMillis) {
      this.intervalMillis = intervalMillis;
    }
  }

  /** Carriage return, then "erase to the end of the line" (ECMA-48 EL). */
  private static final String REDRAW = "\r\u001b[K";

  private final PrintWriter err;
  private final Style style;
  private final LongSupplier clockMillis;
  private int open;

  /**
   * @param clockMillis any clock that never goes back
   */
  public ConsoleProgress(PrintWriter err, Style style, LongSupplier clockMillis) {
    this.err = err;
    this.style = style;
    this.clockMillis = clockMillis;
  }

  @Override
  public synchronized Task start(String name, long total, String unit) {
    open++;
    return new Bar(name, total, unit);
  }

  @Override
  public synchronized void note(String line) {
    if (style == Style.PLAIN) {
      println(line);
    } else {
      draw(line + System.lineSeparator());
    }
  }

  /** Whether some stage is being shown now. */
  synchronized boolean isBusy() {
    return open > 0;
  }

  private synchronized void close(Bar bar) {
    open--;
    bar.end();
  }

  private final class Bar implements Task {
    private final String name;
    private final long total;
    private final String unit;
    private final long startMillis = clockMillis.getAsLong();
    private long shownMillis = startMillis;
    private long done;
    private long before;
    private String detail = "";
    private boolean closed;

    Bar(String name, long total, String unit) {
      this.name = name;
      this.total = total;
      this.unit = unit;
      if (style == Style.PLAIN) {
        println(total > 0 ? "%s: %,d %s".formatted(name, total, unit) : name);
      } else {
        draw(line());
      }
    }

    @Override
    public void update(long newDone, String newDetail) {
      synchronized (ConsoleProgress.this) {
        done = newDone;
        detail = newDetail;
        long now = clockMillis.getAsLong();
        if (now - shownMillis < style.intervalMillis) {
          return;
        }
        shownMillis = now;
        if (style == Style.PLAIN) {
          println(line());
        } else {
          draw(line());
        }
      }
    }

    @Override
    public void doneBefore(long doneBefore) {
      synchronized (ConsoleProgress.this) {
        before = doneBefore;
        done = doneBefore;
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        ConsoleProgress.this.close(this);
      }
    }

    private void end() {
      String line =
          "%s: %s in %s%s"
              .formatted(name, count(), ProgressText.duration(elapsedMillis()), suffix());
      if (style == Style.PLAIN) {
        println(line);
      } else {
        draw(line + System.lineSeparator());
      }
    }

    private String line() {
      return ProgressText.line(name, before, done, total, unit, elapsedMillis()) + suffix();
    }

    private String suffix() {
      return detail.isEmpty() ? "" : "  " + detail;
    }

    private String count() {
      return String.format(Locale.ROOT, "%,d %s", done, unit);
    }

    private long elapsedMillis() {
      return clockMillis.getAsLong() - startMillis;
    }
  }

  private void println(String line) {
    err.println(line);
    err.flush();
  }

  private void draw(String line) {
    err.print(REDRAW + line);
    err.flush();
  }
}

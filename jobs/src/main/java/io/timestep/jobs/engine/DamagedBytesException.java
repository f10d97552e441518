package io.timestep.jobs.engine;

/** Bytes are not what was written: a checksum says so, or they end too early. */
public final class DamagedBytesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DamagedBytesException(String message) {
    super(message);
  }

  /** Whether it is what made {@code thrown}, on this machine or on an executor. */
  public static boolean isCauseOf(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof DamagedBytesException) {
        return true;
      }
    }
    return false;
  }
}

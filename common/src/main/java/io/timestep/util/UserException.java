package io.timestep.util;

import java.util.List;

/**
 * Something the user can put right: a missing path, a bad setting, a broken file.
 *
 * <p>The message alone is shown, never a stack trace, and the command ends with exit code 2. Each
 * line says what is wrong, where, and the remedy. Anything else that is thrown is a fault of the
 * program (exit code 1).
 */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }

  /** One exception for several problems, a line each. */
  public static UserException of(List<String> problems) {
    return new UserException(String.join("\n", problems));
  }
}

package io.timestep.train.checkpoint;

import java.io.IOException;

/** A file is no checkpoint, or not a whole one. The message says how, without the file's name. */
public final class DamagedCheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedCheckpointException(String message) {
    super(message);
  }
}

package io.timestep.jobs.train;

import io.timestep.train.checkpoint.CheckpointConfig;
import io.timestep.train.checkpoint.CheckpointConfig.WhenDone;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.util.Optional;

/**
 * Where the checkpoints of a training are, and what is done with those of an earlier one.
 *
 * @param folder of checkpoints alone
 */
public record CheckpointPlace(String folder, Earlier earlier) {
  /** What the folder's name adds to that of the output. */
  public static final String SUFFIX = ".checkpoints";

  /** What is done with checkpoints that are there when a training begins. */
  public enum Earlier {
    /** An error: the user has to decide. */
    REFUSE,
    /** The training goes on from them; an error if it is another one. */
    RESUME,
    /** The training goes on from them if it is the same, else they are deleted. */
    RESUME_IF_SAME,
    /** They are deleted. */
    DELETE
  }

  /** The folder that is set, or the one beside {@code output}. */
  public static CheckpointPlace of(CheckpointConfig config, String output, Earlier earlier) {
    String beside = output.replaceFirst("(?<=.)/+$", "") + SUFFIX;
    return new CheckpointPlace(config.folder().isEmpty() ? beside : config.folder(), earlier);
  }

  /**
   * Checked before any work.
   *
   * @throws UserException if there are checkpoints that may neither be used nor deleted
   */
  void refuseEarlier(Store store) {
    if (earlier == Earlier.REFUSE && !new CheckpointFolder(store, folder, 1).isEmpty()) {
      throw new UserException(
          "%s: holds checkpoints; add --resume to go on from them, or --overwrite to begin anew"
              .formatted(folder));
    }
  }

  /** Where a training of this process can go on from, if it is stopped now. */
  public static Optional<String> lastWritten() {
    return CheckpointFolder.last();
  }

  /** The model is in its place. */
  public void done(Store store, CheckpointConfig config) {
    if (config.whenDone() == WhenDone.DELETE) {
      new CheckpointFolder(store, folder, config.keep()).delete();
    }
  }
}

package io.timestep.jobs.train;

import io.timestep.train.checkpoint.CheckpointConfig;
import io.timestep.train.checkpoint.CheckpointConfig.WhenDone;
import io.timestep.util.Store;
import io.timestep.util.UserException;
import java.util.Optional;

/**
 * Where the checkpoints of a training are, and what is done with those of an earlier one.
 *
 * @param folder of checkpoints alone, of one training at a time
 * @param toGoOn what the user has to do if the training is stopped now: {@code add --resume}
 */
public record CheckpointPlace(String folder, Earlier earlier, String toGoOn) {
  /** What the folder's name adds to that of the output. */
  public static final String SUFFIX = ".checkpoints";

  /** What is done with checkpoints that are there when a training begins. */
  public enum Earlier {
    /** An error: the user has to decide. */
    REFUSE,
    /**
     * The training goes on from them; an error if it is another one. The user has asked for it, and
     * is told if there are none.
     */
    RESUME,
    /** As {@code RESUME}, without being asked: there need not be any. */
    RESUME_IF_ANY,
    /** The training goes on from them if it is the same, else they are deleted. */
    RESUME_IF_SAME,
    /** They are deleted. */
    DELETE
  }

  /** The folder that is set, or the one beside {@code output}. */
  public static CheckpointPlace of(
      CheckpointConfig config, String output, Earlier earlier, String toGoOn) {
    String beside = output.replaceFirst("(?<=.)/+$", "") + SUFFIX;
    String folder = config.folder().isEmpty() ? beside : config.folder();
    return new CheckpointPlace(folder, earlier, toGoOn);
  }

  /**
   * Checked before any work.
   *
   * @throws UserException if there are checkpoints that may neither be used nor deleted
   */
  void refuseEarlier(Store store) {
    if (earlier == Earlier.REFUSE && !files(store).isEmpty()) {
      throw new UserException(
          "%s: holds checkpoints; add --resume to go on from them, or --overwrite to begin anew"
              .formatted(folder));
    }
  }

  /**
   * How the training that this process is at can go on if it is stopped now, as a sentence; empty
   * if there is none, or nothing is kept of it.
   */
  public static Optional<String> wayOn() {
    return CheckpointFolder.wayOn();
  }

  /** The model that this process has trained is in its place. */
  public void done(Store store, CheckpointConfig config) {
    CheckpointFolder.forgetWayOn();
    if (config.whenDone() == WhenDone.DELETE) {
      files(store).delete();
    }
  }

  private CheckpointFolder files(Store store) {
    return new CheckpointFolder(store, this, 1, line -> {});
  }
}

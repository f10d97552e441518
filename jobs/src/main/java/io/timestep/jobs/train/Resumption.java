package io.timestep.jobs.train;

import io.timestep.config.FlatSettings;
import io.timestep.jobs.train.CheckpointPlace.Earlier;
import io.timestep.train.TrainConfig;
import io.timestep.train.TrainState;
import io.timestep.train.checkpoint.Checkpoint;
import io.timestep.train.checkpoint.TrainBasis;
import io.timestep.util.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Where a training begins: at its start, or at a checkpoint of the same training. */
final class Resumption {
  /** Groups of settings that decide the result of a training. */
  private static final Set<String> DECISIVE =
      Set.of("text", "vocab", "sequence", "model", "train", "evaluate");

  private Resumption() {}

  /**
   * What has to be the same.
   *
   * @param groups of settings, all of them
   * @param texts fingerprints, by what they are of
   */
  static TrainBasis basis(
      Map<String, Record> groups, TrainConfig train, Map<String, String> texts) {
    Map<String, Record> decisive = new LinkedHashMap<>(groups);
    decisive.keySet().retainAll(DECISIVE);
    Map<String, String> settings = FlatSettings.of(decisive);
    settings.remove("evaluate.baselines");
    if (!train.schedule().dependsOnTotal()) {
      settings.remove("train.epochs"); // more of them continue what there is
    }
    return new TrainBasis(settings, texts);
  }

  /**
   * The checkpoint to go on from; empty: the training begins at its start, and the folder is empty.
   *
   * @param tell takes what the user should know, a line each
   * @throws UserException if there are checkpoints, but of another training, or all damaged
   * @throws java.io.UncheckedIOException if they cannot be read; none is deleted then
   */
  static Optional<Checkpoint> find(
      CheckpointFolder folder,
      CheckpointPlace place,
      TrainBasis basis,
      int epochs,
      Consumer<String> tell) {
    if (place.earlier() == Earlier.REFUSE) {
      return Optional.empty(); // there was none when the work began
    }
    if (place.earlier() == Earlier.DELETE) {
      folder.delete();
      return Optional.empty();
    }
    Optional<Checkpoint> found = folder.newestWhole();
    if (found.isEmpty()) {
      folder.deleteParts();
      if (place.earlier() == Earlier.RESUME) {
        tell.accept(
            "%s: no checkpoint there; training begins at its start".formatted(place.folder()));
      }
      return found;
    }
    String file = folder.path(found.get().state().round());
    List<String> problems = problems(found.get(), basis, epochs, file);
    if (problems.isEmpty()) {
      folder.deleteParts();
      folder.goOnFrom(found.get());
      tell.accept("Going on from " + file);
      return found;
    }
    if (place.earlier() == Earlier.RESUME_IF_SAME) {
      tell.accept("%s: of another training; begins anew".formatted(place.folder()));
      folder.delete();
      return Optional.empty();
    }
    throw UserException.of(problems);
  }

  private static List<String> problems(
      Checkpoint checkpoint, TrainBasis basis, int epochs, String file) {
    List<String> problems = new ArrayList<>();
    for (TrainBasis.Change change : basis.changesSince(checkpoint.basis())) {
      problems.add(
          ("%s: %s, but %s in the checkpoint %s; put it back, set another checkpoint.folder, or"
                  + " begin anew with --overwrite")
              .formatted(change.name(), change.now(), change.then(), file));
    }
    int begun = epochsBegun(checkpoint.state());
    if (problems.isEmpty() && begun > epochs) {
      problems.add(
          "train.epochs: %d, but %d are begun in the checkpoint %s; give as many or more"
              .formatted(epochs, begun, file));
    }
    return problems;
  }

  private static int epochsBegun(TrainState state) {
    return state.window() == 0 ? state.epoch() - 1 : state.epoch();
  }
}

package io.timestep.train.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a training is a function of, beside its state: if none of it changes, it goes on from a
 * state to the same bits.
 *
 * @param settings values by whole key ({@code train.replicas}), in the order of the configuration
 * @param texts fingerprints by what they are of ({@code vocabulary}, {@code training text})
 */
public record TrainBasis(Map<String, String> settings, Map<String, String> texts) {
  /**
   * Something that is not the same.
   *
   * @param name a setting's key, or what else it is
   * @param then its value in the checkpoint
   * @param now its value today
   */
  public record Change(String name, String then, String now) {
    private static final String NONE = "not set";
  }

  public TrainBasis {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /** All that differs from {@code then}; settings first. */
  public List<Change> changesSince(TrainBasis then) {
    List<Change> changes = changes(then.settings, settings);
    changes.addAll(changes(then.texts, texts));
    return List.copyOf(changes);
  }

  private static List<Change> changes(Map<String, String> then, Map<String, String> now) {
    LinkedHashMap<String, String> all = new LinkedHashMap<>(then);
    all.putAll(now);
    List<Change> changes = new ArrayList<>();
    for (String name : all.keySet()) {
      Change change =
          new Change(
              name, then.getOrDefault(name, Change.NONE), now.getOrDefault(name, Change.NONE));
      if (!change.then().equals(change.now())) {
        changes.add(change);
      }
    }
    return changes;
  }
}

package io.timestep.nn;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * What the recurrent layers carry from one window to the next: for each layer from the bottom its
 * arrays by name (hidden state, cell state), each [batch, hidden] row-major. No layers: the zero
 * state.
 */
public record RecurrentState(List<SortedMap<String, float[]>> layers) implements Serializable {
  /** The state before any token. */
  public static final RecurrentState ZERO = new RecurrentState(List.of());

  public RecurrentState {
    layers = List.copyOf(layers);
  }
}

package io.timestep.train.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.metric.LanguageScore;
import io.timestep.nn.RecurrentState;
import io.timestep.train.OuterState;
import io.timestep.train.Patience;
import io.timestep.train.PolyakMean;
import io.timestep.train.TrainState;
import io.timestep.train.Validation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A {@link TrainState} as numbers and arrays by name: the one place that lists what is in it. Who
 * adds a component to it, or to a record inside, adds it here and raises {@link
 * CheckpointFile#FORMAT}.
 */
final class StateFields {
  private static final String PARAMETERS = "parameters";
  private static final String MOMENTUM = "momentum";
  private static final String POLYAK = "polyak";
  private static final String OPTIMIZER = "optimizer";
  private static final String VALIDATIONS = "validations";
  private static final String BEST = "best";

  private StateFields() {}

  /** All but the arrays, as it is written in JSON. */
  static Map<String, Object> numbers(TrainState state) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("round", state.round());
    numbers.put("epoch", state.epoch());
    numbers.put("window", state.window());
    numbers.put("step", state.step());
    numbers.put("tokens", state.tokens());
    numbers.put("epochTokens", state.epochTokens());
    numbers.put("rateScale", state.rateScale());
    numbers.put("polyakTokens", state.polyak().tokens());
    numbers.put("plateau", numbers(state.plateau()));
    numbers.put("stopping", numbers(state.stopping()));
    state.best().ifPresent(best -> numbers.put(BEST, numbers(best.validation())));
    numbers.put("streams", state.states().stream().map(StateFields::names).toList());
    return numbers;
  }

  private static Map<String, Object> numbers(Patience patience) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("nats", patience.nats());
    numbers.put("epochs", patience.epochs());
    return numbers;
  }

  private static Map<String, Object> numbers(Validation validation) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("epoch", validation.epoch());
    numbers.put("round", validation.round());
    numbers.put("tokens", validation.score().tokens());
    numbers.put("nats", validation.score().nats());
    numbers.put("correct", validation.score().correct());
    numbers.put("correctAt5", validation.score().correctAt5());
    numbers.put("best", validation.best());
    return numbers;
  }

  /** Names of a state's arrays, [layers][arrays]. */
  private static List<List<String>> names(RecurrentState state) {
    return state.layers().stream().map(layer -> List.copyOf(layer.keySet())).toList();
  }

  /** The arrays, in the order they are written. */
  static NamedArrays arrays(TrainState state) {
    NamedArrays arrays = new NamedArrays();
    arrays.put(PARAMETERS, state.outer().parameters());
    arrays.put(MOMENTUM, state.outer().momentum());
    arrays.put(POLYAK, state.polyak().sums());
    arrays.put(OPTIMIZER, state.optimizerState());
    arrays.put(VALIDATIONS, state.validations());
    state.best().ifPresent(best -> arrays.put(BEST, best.parameters()));
    for (int replica = 0; replica < state.states().size(); replica++) {
      List<SortedMap<String, float[]>> layers = state.states().get(replica).layers();
      for (int layer = 0; layer < layers.size(); layer++) {
        for (Map.Entry<String, float[]> array : layers.get(layer).entrySet()) {
          arrays.put(stream(replica, layer, array.getKey()), array.getValue());
        }
      }
    }
    return arrays;
  }

  private static String stream(int replica, int layer, String name) {
    return "streams/%d/%d/%s".formatted(replica, layer, name);
  }

  /**
   * The state again.
   *
   * @throws IllegalArgumentException if something is missing
   */
  static TrainState read(JsonNode numbers, NamedArrays arrays) {
    return new TrainState(
        numbers.required("round").intValue(),
        numbers.required("epoch").intValue(),
        numbers.required("window").intValue(),
        numbers.required("step").longValue(),
        numbers.required("tokens").longValue(),
        numbers.required("epochTokens").longValue(),
        real(numbers, "rateScale"),
        new OuterState(arrays.floats(PARAMETERS), arrays.floats(MOMENTUM)),
        new PolyakMean(arrays.doubles(POLYAK), numbers.required("polyakTokens").longValue()),
        arrays.floats(OPTIMIZER),
        streams(numbers.required("streams"), arrays),
        patience(numbers.required("plateau")),
        patience(numbers.required("stopping")),
        arrays.doubles(VALIDATIONS),
        numbers.has(BEST)
            ? Optional.of(
                new TrainState.Best(validation(numbers.required(BEST)), arrays.floats(BEST)))
            : Optional.empty());
  }

  /**
   * A number as it was written, to the bit. JSON has none for NaN and the infinities: they are
   * strings there, as {@link Double#toString} has them.
   *
   * @throws IllegalArgumentException if it is missing or no number
   */
  static double real(JsonNode fields, String name) {
    JsonNode value = fields.required(name);
    if (value.isTextual()) {
      return Double.parseDouble(value.textValue());
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException("%s is no number: %s".formatted(name, value));
    }
    return value.doubleValue();
  }

  private static Patience patience(JsonNode numbers) {
    return new Patience(real(numbers, "nats"), numbers.required("epochs").intValue());
  }

  private static Validation validation(JsonNode numbers) {
    return new Validation(
        numbers.required("epoch").intValue(),
        numbers.required("round").intValue(),
        new LanguageScore(
            numbers.required("tokens").longValue(),
            real(numbers, "nats"),
            numbers.required("correct").longValue(),
            numbers.required("correctAt5").longValue()),
        numbers.required("best").booleanValue());
  }

  private static List<RecurrentState> streams(JsonNode names, NamedArrays arrays) {
    List<RecurrentState> states = new ArrayList<>();
    for (JsonNode replica : names) {
      List<SortedMap<String, float[]>> layers = new ArrayList<>();
      for (JsonNode layer : replica) {
        SortedMap<String, float[]> values = new TreeMap<>();
        for (JsonNode name : layer) {
          String array = stream(states.size(), layers.size(), name.textValue());
          values.put(name.textValue(), arrays.floats(array));
        }
        layers.add(values);
      }
      states.add(new RecurrentState(layers));
    }
    return states;
  }
}

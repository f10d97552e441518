package io.timestep.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.util.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A JSON object read leniently: results of older and newer versions have other fields, and a report
 * shows what there is. What is missing is NaN, the empty text or an empty list.
 */
record Fields(JsonNode node) {
  /** A named number. */
  record Field(String name, double value) {}

  /** A named object. */
  record Entry(String name, Fields fields) {}

  static Fields parse(String json, String source) {
    return new Fields(Json.parse(json, source));
  }

  /** A number, or NaN. Not-a-number and infinity, which JSON has as text, are read back. */
  double number(String... path) {
    return number(at(path));
  }

  /** A text, or the empty text. */
  String text(String... path) {
    JsonNode found = at(path);
    return found.isTextual() ? found.textValue() : "";
  }

  /** The elements of a list (or the values of an object) as numbers. */
  List<Double> numbers(String... path) {
    List<Double> numbers = new ArrayList<>();
    at(path).elements().forEachRemaining(e -> numbers.add(number(e)));
    return List.copyOf(numbers);
  }

  /** The elements of a list. */
  List<Fields> list(String... path) {
    List<Fields> list = new ArrayList<>();
    at(path).elements().forEachRemaining(e -> list.add(new Fields(e)));
    return List.copyOf(list);
  }

  /** The fields of an object that are objects. */
  List<Entry> objects(String... path) {
    List<Entry> entries = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = at(path).fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> field = i.next();
      if (field.getValue().isObject()) {
        entries.add(new Entry(field.getKey(), new Fields(field.getValue())));
      }
    }
    return List.copyOf(entries);
  }

  /** The fields of an object that are numbers. */
  List<Field> counts(String... path) {
    List<Field> fields = new ArrayList<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = at(path).fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> field = i.next();
      if (field.getValue().isNumber()) {
        fields.add(new Field(field.getKey(), field.getValue().doubleValue()));
      }
    }
    return List.copyOf(fields);
  }

  private JsonNode at(String... path) {
    JsonNode found = node;
    for (String name : path) {
      found = found.path(name);
    }
    return found;
  }

  private static double number(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return switch (node.asText("")) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }
}

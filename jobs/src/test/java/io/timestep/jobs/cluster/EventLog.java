package io.timestep.jobs.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.timestep.util.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Spark's event log of one application tells of a training, also while it runs. */
final class EventLog {
  private static final Pattern ROUND = Pattern.compile("train: epoch \\d+, round (\\d+)");

  /**
   * A try of a task that has ended, in the job of a round.
   *
   * @param round of the training, from 1
   * @param reason {@code Success}, {@code ExecutorLostFailure}, {@code FetchFailed}, ...
   * @param speculative whether it was a copy of one that took long
   */
  record Try(int round, String executor, String reason, boolean speculative) {}

  /** An executor that Spark told of, and the round that ran then or was the last; 0: none yet. */
  record Executor(String id, int round, String reason) {}

  private final Path folder;

  /**
   * @param folder {@code spark.eventLog.dir} of one application
   */
  EventLog(Path folder) {
    this.folder = folder;
  }

  /** The round that is being run. */
  Optional<Integer> running() {
    List<Integer> begun = new ArrayList<>();
    Map<Integer, Integer> roundOfJob = new HashMap<>();
    for (JsonNode event : events("SparkListenerJobStart", "SparkListenerJobEnd")) {
      int job = event.path("Job ID").asInt();
      if (is(event, "SparkListenerJobEnd")) {
        begun.remove(roundOfJob.get(job));
      } else {
        round(event)
            .ifPresent(
                round -> {
                  roundOfJob.put(job, round);
                  begun.add(round);
                });
      }
    }
    return begun.stream().findFirst();
  }

  /** When a round began, in milliseconds since the epoch. */
  long began(int round) {
    return events("SparkListenerJobStart").stream()
        .filter(event -> round(event).equals(Optional.of(round)))
        .findFirst()
        .orElseThrow()
        .path("Submission Time")
        .asLong();
  }

  /** All tries of the rounds' tasks. */
  List<Try> tries() {
    Map<Integer, Integer> roundOfStage = new HashMap<>();
    List<Try> tries = new ArrayList<>();
    for (JsonNode event : events("SparkListenerJobStart", "SparkListenerTaskEnd")) {
      if (is(event, "SparkListenerJobStart")) {
        round(event)
            .ifPresent(
                round ->
                    event.path("Stage IDs").forEach(id -> roundOfStage.put(id.asInt(), round)));
        continue;
      }
      Integer round = roundOfStage.get(event.path("Stage ID").asInt());
      if (round != null) {
        JsonNode task = event.path("Task Info");
        tries.add(
            new Try(
                round,
                task.path("Executor ID").asText(),
                event.path("Task End Reason").path("Reason").asText(),
                task.path("Speculative").asBoolean()));
      }
    }
    return tries;
  }

  List<Executor> added() {
    return executors("SparkListenerExecutorAdded");
  }

  List<Executor> removed() {
    return executors("SparkListenerExecutorRemoved");
  }

  private List<Executor> executors(String kind) {
    int last = 0;
    List<Executor> executors = new ArrayList<>();
    for (JsonNode event : events("SparkListenerJobStart", kind)) {
      if (is(event, kind)) {
        executors.add(
            new Executor(
                event.path("Executor ID").asText(), last, event.path("Removed Reason").asText()));
      } else {
        last = round(event).orElse(last);
      }
    }
    return executors;
  }

  private static Optional<Integer> round(JsonNode jobStart) {
    Matcher matcher =
        ROUND.matcher(jobStart.path("Properties").path("spark.job.description").asText());
    return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
  }

  private static boolean is(JsonNode event, String kind) {
    return event.path("Event").asText().equals(kind);
  }

  /** Those of some kinds, in their order; none of a log that is not there yet. */
  private List<JsonNode> events(String... kinds) {
    List<String> starts = Stream.of(kinds).map("{\"Event\":\"%s\""::formatted).toList();
    String text = text();
    return text.substring(0, text.lastIndexOf('\n') + 1) // the last line may be half-written
        .lines()
        .filter(line -> starts.stream().anyMatch(line::startsWith))
        .map(line -> Json.parse(line, "event log"))
        .toList();
  }

  private String text() {
    try (Stream<Path> files = Files.list(folder)) {
      Optional<Path> log =
          files.filter(file -> file.getFileName().toString().startsWith("app-")).findAny();
      return log.isPresent() ? Files.readString(log.get()) : "";
    } catch (NoSuchFileException e) {
      return text(); // it has just got its last name
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

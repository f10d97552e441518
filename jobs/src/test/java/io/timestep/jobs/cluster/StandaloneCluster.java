package io.timestep.jobs.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A master and workers of Spark's standalone cluster, each a process of its own, started with
 * {@code scripts/cluster.sh} on free ports with its files in a temporary folder. Closing it stops
 * them.
 */
public final class StandaloneCluster implements AutoCloseable {
  private final int masterPort;
  private final Path state;
  private final Map<String, String> environment;
  private int workers;

  private StandaloneCluster(int masterPort, int pagePort, Path state) {
    this.masterPort = masterPort;
    this.state = state;
    this.environment =
        Map.of(
            "TIMESTEP_CLUSTER_DIR",
            state.toString(),
            "TIMESTEP_MASTER_PORT",
            Integer.toString(masterPort),
            "TIMESTEP_MASTER_UI_PORT",
            Integer.toString(pagePort),
            "TIMESTEP_CLUSTER_TIMEOUT",
            "180",
            "TIMESTEP_WORKER_MEMORY",
            "1g",
            "TIMESTEP_HEAP",
            "1g");
  }

  /** Starts a cluster of workers with one core each, and returns when all have registered. */
  public static StandaloneCluster start(int workers) {
    try {
      List<Integer> ports = freePorts(2);
      Path state = Files.createTempDirectory("timestep cluster ");
      StandaloneCluster cluster = new StandaloneCluster(ports.get(0), ports.get(1), state);
      cluster.script("start", Integer.toString(workers)).expectSuccess();
      cluster.workers = workers;
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Different ports nobody listens on; all are held until all are known. */
  private static List<Integer> freePorts(int count) throws IOException {
    if (count == 0) {
      return List.of();
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Integer> ports = new ArrayList<>(freePorts(count - 1));
      ports.add(socket.getLocalPort());
      return ports;
    }
  }

  /** The address that {@code --master} takes. */
  public String url() {
    return "spark://127.0.0.1:" + masterPort;
  }

  /** Runs {@code scripts/timestep} with these arguments on the cluster. */
  public Command.Result timestep(String... arguments) {
    return Command.script("timestep", onCluster(arguments), environment);
  }

  /** Begins to run {@code scripts/timestep} with these arguments on the cluster. */
  Process start(Path log, String... arguments) {
    return Command.start("timestep", onCluster(arguments), environment, log);
  }

  private List<String> onCluster(String... arguments) {
    List<String> words = new ArrayList<>(List.of("--master", url(), "--executor-memory", "900m"));
    words.addAll(List.of(arguments));
    return words;
  }

  /** Runs {@code scripts/cluster.sh} for this cluster. */
  Command.Result script(String... arguments) {
    return Command.script("cluster.sh", List.of(arguments), environment);
  }

  /** The process id of a daemon: {@code master}, {@code worker-1}, ... */
  long processId(String daemon) {
    try {
      return Long.parseLong(Files.readString(state.resolve(daemon + ".pid")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts one more worker.
   *
   * @param host its address; Spark takes those of another one for another machine
   * @return the daemon's name
   */
  String addWorker(String host) {
    Map<String, String> withHost = new HashMap<>(environment);
    withHost.put("TIMESTEP_WORKER_HOST", host);
    Command.script("cluster.sh", List.of("add"), withHost).expectSuccess();
    workers++;
    return "worker-" + workers;
  }

  /** The process of a daemon. */
  ProcessHandle process(String daemon) {
    return ProcessHandle.of(processId(daemon))
        .orElseThrow(() -> new AssertionError(daemon + " does not run"));
  }

  /** The process of a worker's executor; that of an application before may be there still. */
  ProcessHandle executor(String worker) {
    return process(worker)
        .children()
        .max(Comparator.comparing(child -> child.info().startInstant().orElseThrow()))
        .orElseThrow(() -> new AssertionError(worker + " has no executor"));
  }

  /** Where executors keep what they shuffle and cache. */
  Path localFolder() {
    return state.resolve("local");
  }

  @Override
  public void close() {
    script("stop").expectSuccess();
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

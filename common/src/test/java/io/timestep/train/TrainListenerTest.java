package io.timestep.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainListenerTest {
  private static TrainListener recording(String name, List<String> heard) {
    return (TrainListener)
        Proxy.newProxyInstance(
            TrainListener.class.getClassLoader(),
            new Class<?>[] {TrainListener.class},
            (proxy, method, arguments) -> {
              heard.add(name + " " + method.getName());
              return null;
            });
  }

  private static TrainListener.RoundEnd round(ReplicaReport... replicas) {
    return new TrainListener.RoundEnd(
        1, 1, 4, 4, 8, 30, 0.1, 9, new MergeReport(Spread.NONE, 1, 0), List.of(replicas));
  }

  @Test
  void the_gradient_is_that_of_the_steps_that_had_tokens() {
    TrainListener.RoundEnd round =
        round(
            new ReplicaReport(0, 40, 20, 4, 2.5, 3, 3, "here"),
            new ReplicaReport(1, 10, 5, 1, 5, 1, 3, "here"),
            new ReplicaReport(2, 0, 0, 0, 0, 0, 3, "here"));

    assertThat(round.gradientNorm()).isEqualTo(3); // (4 * 2.5 + 5) / 5
    assertThat(round.clippedShare()).isEqualTo(0.8);
  }

  @Test
  void what_one_replica_did_not_measure_the_round_has_not() {
    TrainListener.RoundEnd round =
        round(
            new ReplicaReport(0, 10, 5, 4, 2, 0, 3, "here"),
            ReplicaReport.ofLoss(1, 20, 10, "there"));

    assertThat(round.nats()).isEqualTo(15);
    assertThat(round.roundTokens()).isEqualTo(30);
    assertThat(round.gradientNorm()).isNaN();
    assertThat(round.clippedShare()).isNaN();
    assertThat(round.computeSeconds()).isNaN();
    assertThat(round.mergeSeconds()).isNaN();
  }

  @Test
  void every_event_reaches_all_listeners_in_their_order() throws ReflectiveOperationException {
    List<String> heard = new ArrayList<>();
    TrainListener all =
        TrainListener.all(List.of(recording("first", heard), recording("second", heard)));

    List<Method> events =
        Arrays.stream(TrainListener.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .toList();
    assertThat(events).hasSizeGreaterThan(2);
    for (Method event : events) {
      heard.clear();
      event.invoke(all, (Object) null);
      assertThat(heard).containsExactly("first " + event.getName(), "second " + event.getName());
    }
  }
}

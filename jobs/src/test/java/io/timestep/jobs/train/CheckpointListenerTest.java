package io.timestep.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.train.checkpoint.Checkpoint;
import io.timestep.train.checkpoint.CheckpointConfig;
import io.timestep.train.checkpoint.CheckpointConfig.WhenDone;
import io.timestep.util.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CheckpointListenerTest {
  private final List<Integer> written = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong nanos = new AtomicLong();

  private static CheckpointConfig every(int rounds, int minutes) {
    return new CheckpointConfig(rounds, minutes, 1, "", WhenDone.DELETE);
  }

  private CheckpointListener listener(
      CheckpointConfig config, int epochs, CheckpointThread thread) {
    return new CheckpointListener(
        config,
        state -> state.epoch() > epochs,
        null,
        new History(Progress.NONE, 0, 0),
        thread,
        nanos::get);
  }

  /** Rounds 1 to 7 of the second epoch, a minute each; the best epoch ended with {@code best}. */
  private List<Integer> writtenOf(CheckpointConfig config, int epochs, int best) {
    try (CheckpointThread thread = new CheckpointThread(c -> written.add(c.state().round()))) {
      CheckpointListener listener = listener(config, epochs, thread);
      for (int round = 1; round <= 7; round++) {
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
        listener.onState(CheckpointFolderTest.checkpoint(round, round >= best ? best : 0).state());
      }
      thread.await();
    }
    return written;
  }

  @Test
  void by_rounds() {
    assertThat(writtenOf(every(3, 0), 2, 100)).containsExactly(3, 6);
  }

  @Test
  void by_time() {
    assertThat(writtenOf(every(0, 2), 2, 100)).containsExactly(2, 4, 6);
  }

  @Test
  void after_the_best_epoch_so_far() {
    assertThat(writtenOf(every(100, 0), 2, 5)).containsExactly(5);
  }

  @Test
  void at_the_end() {
    assertThat(writtenOf(every(100, 0), 1, 100)).containsExactly(1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void never_where_it_is_off() {
    assertThat(writtenOf(every(0, 0), 1, 5)).isEmpty();
  }

  @Test
  void one_that_failed_ends_the_training_at_the_next_round() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    CheckpointThread thread =
        new CheckpointThread(
            checkpoint -> {
              failed.countDown();
              throw new IllegalStateException("disk gone");
            });
    CheckpointListener listener = listener(every(1, 0), 2, thread);
    Checkpoint first = CheckpointFolderTest.checkpoint(1, 0);
    listener.onState(first.state());
    failed.await();
    assertThatThrownBy(() -> listener.onState(CheckpointFolderTest.checkpoint(2, 0).state()))
        .hasMessage("disk gone");
    thread.close();
  }

  @Test
  void closing_waits_for_what_is_being_written() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CheckpointThread thread =
        new CheckpointThread(
            checkpoint -> {
              begun.countDown();
              try {
                release.await();
              } catch (InterruptedException e) {
                return; // then nothing is written, and the test fails
              }
              written.add(checkpoint.state().round());
            });
    thread.write(CheckpointFolderTest.checkpoint(1, 0));
    begun.await();
    new Thread(release::countDown).start();
    thread.close();
    assertThat(written).containsExactly(1);
  }
}

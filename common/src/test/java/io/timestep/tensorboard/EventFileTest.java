package io.timestep.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.tensorboard.EventReader.Event;
import io.timestep.util.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_700_000_000_500L), ZoneOffset.UTC);

  @TempDir Path folder;

  private EventFile create(long firstStep) {
    EventFile file = EventFile.create(new LocalStore(), folder.toString(), CLOCK);
    file.begin(firstStep);
    return file;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }

  @Test
  void scalars_are_read_back_by_step_and_tag() throws IOException {
    try (EventFile file = create(20)) {
      file.scalars(20, Map.of("train/perplexity", 512.25, "round/tokens", -0.5));
      file.scalars(1L << 40, Map.of("잡음", Double.NaN));
    }

    List<Event> events = EventReader.read(files().get(0));
    assertThat(events.get(0).fileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1))
        .extracting(Event::step, Event::sessionStatus)
        .containsExactly(20L, 1L);
    assertThat(events.get(2).scalars())
        .isEqualTo(Map.of("train/perplexity", 512.25f, "round/tokens", -0.5f));
    assertThat(events.get(3).scalars()).isEqualTo(Map.of("잡음", Float.NaN));
    assertThat(events).extracting(Event::step).containsExactly(0L, 20L, 20L, 1L << 40);
    assertThat(events).extracting(Event::wallTime).containsOnly(1_700_000_000.5);
  }

  @Test
  void the_first_record_is_time_and_version_byte_for_byte() throws IOException {
    create(0).close();

    byte[] bytes = Files.readAllBytes(files().get(0));
    // Length 24 and its checksum, double 1, string 3; the data's checksum was made apart.
    assertThat(HexFormat.of().formatHex(Arrays.copyOf(bytes, 40)))
        .isEqualTo(
            "1800000000000000a37f4b22"
                + "0900002040fc54d941"
                + "1a0d627261696e2e4576656e743a32"
                + "2b353110");
  }

  @Test
  void what_is_written_can_be_read_before_the_file_is_closed() throws IOException {
    try (EventFile file = create(0)) {
      file.scalars(7, Map.of("a", 1.0));

      assertThat(EventReader.read(files().get(0))).hasSize(3);
    }
  }

  @Test
  void a_discarded_file_is_gone() throws IOException {
    create(0).discard();

    assertThat(files()).isEmpty();
  }

  @Test
  void a_later_file_of_the_same_second_stands_after_the_first_and_replaces_nothing()
      throws IOException {
    create(3).close();
    create(5).close();

    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "events.out.tfevents.1700000000.timestep.0",
            "events.out.tfevents.1700000000.timestep.1");
    assertThat(EventReader.read(files().get(1)).get(1).step()).isEqualTo(5);
  }
}

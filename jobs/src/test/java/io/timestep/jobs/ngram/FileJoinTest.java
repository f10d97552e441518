package io.timestep.jobs.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJoinTest {
  @TempDir private Path folder;

  /** Joins the parts in a folder, on a file system by the scheme of its paths. */
  private Path join(String prefix, Path parts) throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.setClass(
        "fs." + LinkingFileSystem.SCHEME + ".impl",
        LinkingFileSystem.class,
        LinkingFileSystem.class);
    List<String> paths = new ArrayList<>();
    for (String text : List.of("head\n", "", "one\n", "", "two\n")) {
      Path part = Files.createDirectories(parts).resolve("part-" + paths.size());
      paths.add(prefix + Files.writeString(part, text));
    }
    Path target = folder.resolve("joined");
    FileJoin.join(hadoop, paths, prefix + target);
    return target;
  }

  @Test
  void parts_of_the_local_disk_are_joined_in_order() throws IOException {
    assertThat(join("", folder.resolve("parts"))).hasContent("head\none\ntwo\n");
  }

  /** HDFS refuses all if one is empty. */
  @Test
  void parts_are_linked_where_the_file_system_can_and_empty_ones_left_out() throws IOException {
    Path parts = folder.resolve("parts");

    assertThat(join("linking://", parts)).hasContent("head\none\ntwo\n");
    assertThat(parts.resolve("part-2")).as("copied, not linked").doesNotExist();
  }

  @Test
  void parts_are_copied_where_the_file_system_refuses_to_link_them() throws IOException {
    Path parts = folder.resolve("encrypted");

    assertThat(join("linking://", parts)).hasContent("head\none\ntwo\n");
    assertThat(parts.resolve("part-2")).exists();
  }
}

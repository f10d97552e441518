package io.timestep.jobs.ngram.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.ngram.query.BackoffModel;
import io.timestep.util.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryFilesTest {
  @TempDir Path folder;
  private Path binary;
  private Path temporary;

  @BeforeEach
  void write() throws IOException {
    binary = TinyModel.writeFolder(folder.resolve("model")).resolve("binary");
    temporary = Files.createDirectory(folder.resolve("temporary"));
  }

  private static double log10ProbOfA(BackoffModel model) {
    return model.context().read(model.lexicon().id("a"));
  }

  @Test
  void a_model_of_the_local_disk_is_mapped_where_it_lies() {
    BackoffModel model = BinaryFiles.open(TinyModel.HADOOP, binary.toString(), temporary);

    assertThat(log10ProbOfA(model)).isEqualTo(-0.5);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void a_model_of_another_file_system_answers_from_a_copy_that_is_not_left_behind() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.other.impl", OtherFileSystem.class, OtherFileSystem.class);

    BackoffModel model = BinaryFiles.open(hadoop, "other://" + binary, temporary);

    assertThat(log10ProbOfA(model)).isEqualTo(-0.5);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void no_copy_is_left_of_a_damaged_model_either() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.other.impl", OtherFileSystem.class, OtherFileSystem.class);
    Files.writeString(binary.resolve("lexicon.bin"), "no lexicon");

    assertThatThrownBy(() -> BinaryFiles.open(hadoop, "other://" + binary, temporary))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("lexicon.bin");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void a_folder_that_a_machine_has_not_is_an_error_that_names_the_machine() {
    assertThatThrownBy(
            () -> BinaryFiles.open(TinyModel.HADOOP, folder.resolve("gone").toString(), temporary))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("gone: is not on the machine ");
  }
}

package io.timestep.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestep.util.UserException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody listens at these addresses: paths are compared without asking. */
class HadoopStoreTest {
  private static HadoopStore store() {
    Configuration configuration = new Configuration();
    configuration.set("fs.defaultFS", "hdfs://localhost:8020");
    return new HadoopStore(configuration);
  }

  @ParameterizedTest
  @CsvSource({
    "hdfs://localhost:8020/runs/model, hdfs://localhost:8020/runs/model",
    "hdfs://localhost:8020/runs/model/, hdfs://localhost:8020/runs",
    "hdfs:/runs/model, hdfs://localhost:8020/runs/model",
    "/runs/model, hdfs://localhost/runs/model",
    "hdfs://localhost/runs/model, hdfs://localhost:8020//runs/model",
    "hdfs://localhost:8020/runs/../runs/./model, /runs/model",
    "/runs/model, /",
    "file:/runs/../runs/model, file:///runs",
  })
  void whatIsInAFolderIsToldInAnySpelling(String path, String folder) {
    assertThat(store().isWithin(path, folder)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/runs/model2, /runs/model",
    "/runs, /runs/model",
    "/runs/model, file:/runs/model",
    "file:/runs/model, /runs/model",
    "hdfs://127.0.0.2:8020/runs/model, hdfs://localhost:8020/runs/model",
    "hdfs://localhost:9000/runs/model, hdfs://localhost:8020/runs/model",
  })
  void whatIsElsewhereIsNotInTheFolder(String path, String folder) {
    assertThat(store().isWithin(path, folder)).isFalse();
  }

  @Test
  void aPathOfNoFileSystemIsTheUsersError() {
    assertThatThrownBy(() -> store().isWithin("nothing:/model", "/runs"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("nothing:/model");
  }
}

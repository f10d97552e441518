package io.timestep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.util.UserException;
import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ErrorsTest {
  private final StringWriter err = new StringWriter();

  private int handle(Exception e) {
    return Errors.execution(e, new CommandLine(CommandSpec.create()).setErr(new PrintWriter(err)));
  }

  @Test
  void theUsersErrorIsItsMessageAloneHoweverDeepItWasThrown() {
    int exitCode = handle(new IllegalStateException("job failed", new UserException("a\nb")));

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString().lines()).containsExactly("a", "b");
  }

  static List<Exception> filesThatAreNotTheUsers() {
    return List.of(
        new FileNotFoundException("blockmgr-1/0c/shuffle_0_0_0.data (No such file)"),
        new NoSuchFileException("spark-1/userFiles"),
        new AccessDeniedException("spark-1"));
  }

  @ParameterizedTest
  @MethodSource("filesThatAreNotTheUsers")
  void aFileThatSparkLostIsAFault(Exception lost) {
    int exitCode = handle(new IllegalStateException("Job aborted", lost));

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).startsWith("This is a fault").contains("Caused by: " + lost);
  }

  @Test
  void anythingElseIsAFaultWithItsStackTrace() {
    int exitCode = handle(new IllegalStateException("broken"));

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("This is a fault of Timestep")
        .contains("java.lang.IllegalStateException: broken")
        .contains("\tat io.timestep.jobs.cli.ErrorsTest");
  }
}

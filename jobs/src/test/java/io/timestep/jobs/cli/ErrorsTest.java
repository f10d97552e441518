package io.timestep.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestep.util.UserException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
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

  @Test
  void aMissingFileIsTheUsersError() {
    int exitCode = handle(new UncheckedIOException(new NoSuchFileException("/no/such")));

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("/no/such: no such file; check the path and that it may be read");
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

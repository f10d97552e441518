package io.timestep.jobs.corpus;

import io.timestep.util.UserException;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.Row;

/**
 * Rows that Spark reads straight from the user's files, with no shuffle before them: if reading
 * fails, the file is broken, and it is named.
 */
final class TableRows implements Iterator<Row> {
  private final Iterator<Row> rows;

  TableRows(Iterator<Row> rows) {
    this.rows = rows;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UserException if the file is broken
   */
  @Override
  public boolean hasNext() {
    try {
      return rows.hasNext();
    } catch (Exception e) { // the readers throw checked ones as well, undeclared
      if (TaskContext.get().isInterrupted()) {
        throw e;
      }
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UserException(
          "%s: cannot be read to its end: %s"
              .formatted(InputFileBlockHolder.getInputFilePath(), reason),
          e);
    }
  }

  @Override
  public Row next() {
    return rows.next();
  }
}

package io.timestep.jobs.corpus;

import io.timestep.jobs.engine.JobContext;
import io.timestep.util.UserException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Files that Spark can read as one table.
 *
 * @param columns of CSV and TSV, which Spark reads by their places: the heading of each of the
 *     files; of the other formats, which it reads by name: the text's alone
 * @param paths at least one
 */
record TableGroup(CorpusFile.Format format, List<String> columns, List<String> paths) {
  private static final int FILES_PER_TASK = 16;

  private record Key(CorpusFile.Format format, List<String> columns) {}

  /**
   * A file among the others.
   *
   * @param columns empty: the file has no row
   * @param problem what is wrong with the file, or empty: a task that throws is tried again
   */
  private record Member(CorpusFile file, List<String> columns, String problem)
      implements Serializable {
    static Member of(CorpusFile file, String column, Configuration configuration) {
      List<String> theTexts = List.of(column);
      try {
        return switch (file.format()) {
          case JSON -> new Member(file, theTexts, "");
          case PARQUET -> {
            TableHead.columns(file, column, configuration);
            yield new Member(file, theTexts, "");
          }
          case CSV, TSV -> new Member(file, TableHead.columns(file, column, configuration), "");
        };
      } catch (UserException e) {
        return new Member(file, theTexts, e.getMessage());
      }
    }
  }

  /**
   * Sorts files into groups. What Spark would take from one file for all of them is looked up in
   * each, by the tasks of one job.
   *
   * @param files none of them empty
   * @throws UserException if one of them has no such column; of JSON that is not known yet
   */
  static List<TableGroup> of(
      JobContext context, List<CorpusFile> files, String column, Configuration configuration) {
    Map<Key, List<String>> paths = new LinkedHashMap<>();
    for (Member member : members(context, files, column, configuration)) {
      if (!member.problem().isEmpty()) {
        throw new UserException(member.problem());
      }
      if (!member.columns().isEmpty()) {
        Key key = new Key(member.file().format(), member.columns());
        paths.computeIfAbsent(key, k -> new ArrayList<>()).add(member.file().path());
      }
    }
    List<TableGroup> groups = new ArrayList<>();
    paths.forEach((key, those) -> groups.add(new TableGroup(key.format(), key.columns(), those)));
    return groups;
  }

  private static List<Member> members(
      JobContext context, List<CorpusFile> files, String column, Configuration configuration) {
    context.describe("read: find the column");
    Broadcast<SerializableConfiguration> shipped =
        context.sparkContext().broadcast(new SerializableConfiguration(configuration));
    return context
        .sparkContext()
        .parallelize(files, Math.max(1, files.size() / FILES_PER_TASK))
        .map(file -> Member.of(file, column, shipped.value().value()))
        .collect();
  }
}

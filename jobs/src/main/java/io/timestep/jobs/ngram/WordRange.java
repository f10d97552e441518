package io.timestep.jobs.ngram;

import java.io.Serializable;

/**
 * Words with consecutive ids that a task writes.
 *
 * @param from first id
 * @param to id after the last
 * @param documents that have each word, [to - from]; null: not counted
 */
record WordRange(int from, int to, long[] documents) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Documents that have a word; 0: not counted. */
  long documents(int id) {
    return documents == null ? 0 : documents[id - from];
  }
}

package io.timestep.jobs.ngram;

import java.io.Serializable;

/**
 * A part of the table of N-grams of one order.
 *
 * @param folder number of the folder it is in
 * @param order words of its N-grams
 */
record CountsFile(int folder, int order, String path) implements Serializable {
  private static final long serialVersionUID = 1L;
}

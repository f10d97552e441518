package io.timestep.sequence;

/**
 * What a network reads in one step: for each stream some tokens and the token that follows each.
 *
 * @param batch number of streams (B)
 * @param timeSteps tokens of each stream (T)
 * @param inputs token ids, [batch, timeSteps] row-major
 * @param targets the next token's id, [batch, timeSteps] row-major; {@link #NO_TARGET} where the
 *     stream has ended
 * @param tokens number of targets that are not {@link #NO_TARGET}
 */
public record TokenWindow(int batch, int timeSteps, int[] inputs, int[] targets, int tokens) {
  /** Marks a place without a target: it counts in no loss. */
  public static final int NO_TARGET = -1;
}

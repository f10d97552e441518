package io.timestep.nn.kernel;

/**
 * How well a model foresaw each token, in the order of the rows that were scored.
 *
 * @param nats −ln p of the target; 0 where there was none
 * @param ranks tokens thought more probable than the target: those of a greater logit, and of an
 *     equal one those of a smaller id; −1 where there was no target
 */
public record TokenScores(double[] nats, int[] ranks) {}

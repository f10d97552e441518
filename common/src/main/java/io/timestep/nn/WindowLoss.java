package io.timestep.nn;

/**
 * The loss of one window.
 *
 * @param tokens targets in the window
 * @param nats sum over them of -ln p(target)
 */
public record WindowLoss(long tokens, double nats) {}

/**
 * Checkpoints: a training between two rounds as a file, and what has to be the same to go on from
 * it. Imports {@code train}, {@code nn} and below; {@code train} does not know it.
 */
package io.timestep.train.checkpoint;

/**
 * Event files that TensorBoard reads, scalars alone. Knows nothing of training. Imports {@code
 * util}.
 */
package io.timestep.tensorboard;

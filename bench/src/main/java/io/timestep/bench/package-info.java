/**
 * The programs that the scripts under {@code scripts/bench} run beside Timestep itself. Not part of
 * the product: nothing may import them.
 */
package io.timestep.bench;

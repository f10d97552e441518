/** N-gram counts by plain Spark SQL, for comparison; imports nothing of Timestep's jobs. */
package io.timestep.bench.count;

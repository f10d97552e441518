/**
 * The models that are timed on the JVM's side, this project's and DL4J's, and the commands around
 * them. Imports {@code io.timestep.bench.kernels} and what is measured: {@code io.timestep.nn}, its
 * layers and kernels, and {@code io.timestep.train}.
 */
package io.timestep.bench.kernels.peer;

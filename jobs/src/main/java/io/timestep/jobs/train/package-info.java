/**
 * Training on Spark: text into replicas' shards, rounds as Spark jobs, checkpoints, the model
 * folder. Imports {@code jobs.corpus}, {@code jobs.engine} and {@code common}.
 */
package io.timestep.jobs.train;

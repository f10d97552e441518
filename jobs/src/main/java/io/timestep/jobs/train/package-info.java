/**
 * Training on Spark: text into replicas' shards, rounds as Spark jobs, the model folder. Imports
 * {@code jobs.corpus}, {@code jobs.engine} and {@code common}.
 */
package io.timestep.jobs.train;

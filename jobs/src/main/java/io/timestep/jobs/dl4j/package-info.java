/**
 * For programs on dl4j-spark: its {@code TrainingMaster} done by our rounds, and its own master on
 * our streams for comparison. Imports {@code jobs.train}, {@code jobs.corpus}, {@code jobs.engine}
 * and {@code common}; alone with its tests it knows dl4j-spark.
 */
package io.timestep.jobs.dl4j;

/**
 * For programs on dl4j-spark: its {@code TrainingMaster} done by our rounds. Imports {@code
 * jobs.train}, {@code jobs.engine} and {@code common}.
 */
package io.timestep.jobs.dl4j;

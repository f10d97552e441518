/**
 * For programs on dl4j-spark: its {@code TrainingMaster} done by our rounds. Imports {@code
 * jobs.train} and {@code common}.
 */
package io.timestep.jobs.dl4j;
